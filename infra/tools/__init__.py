"""What `make package`, `make deploy`, `make manifest` and `make destroy` run: Python's own library, gcloud, terraform."""
