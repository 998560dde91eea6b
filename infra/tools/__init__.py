"""What `make deploy`, `plan`, `manifest` and others of the menu run: Python's own library, gcloud and terraform."""
