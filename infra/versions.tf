# Written against 6.50 of the provider, and only what 6.50 knows is used.
terraform {
  required_version = ">= 1.5"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 6.50, < 9"
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
