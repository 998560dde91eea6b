# One version of the provider, so that two laptops make the same plan. A lock file would hold its hashes, too, and cannot
# be made where the registry cannot be reached: whoever can, runs `terraform providers lock` and commits what it writes.
terraform {
  required_version = ">= 1.5"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "6.50.0"
    }
  }

  # `make deploy` names the bucket: PROJECT-furikaeri-state, versioned and closed to the public.
  backend "gcs" {
    prefix = "furikaeri"
  }
}

provider "google" {
  project               = var.project
  region                = var.region
  billing_project       = var.project
  user_project_override = true
}
