"""What `make package`, `deploy`, `manifest` and `destroy` run: Python's own library, gcloud and terraform."""
