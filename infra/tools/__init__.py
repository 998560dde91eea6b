"""The tools behind `make deploy`, `plan`, `manifest` and others. They use Python's own library, gcloud and
terraform."""
