variable "project" {
  description = "The Google Cloud project, by its id."
  type        = string
}

variable "region" {
  description = "Where the functions, the Scheduler jobs, the secrets and the archive are, as asia-northeast1."
  type        = string
}

variable "firestore_database" {
  description = "The Firestore database. Another name than (default) where that one belongs to something else."
  type        = string
  default     = "(default)"
}

variable "firestore_location" {
  description = "Where the entries lie. It can never be changed. The region, or a multi-region as eur3."
  type        = string
}

variable "archive" {
  description = "The zip of the functions: `make package`."
  type        = string
  default     = "../build/furikaeri.zip"
}

variable "slack_bot_token_version" {
  description = "The version of the secret furikaeri-slack-bot-token that the functions read. Values are never here."
  type        = string

  validation {
    condition     = can(regex("^[0-9]+$", var.slack_bot_token_version))
    error_message = "A number: instances of one revision must all read the same token."
  }
}

variable "slack_signing_secret_version" {
  description = "The version of the secret furikaeri-slack-signing-secret. Values are never here."
  type        = string

  validation {
    condition     = can(regex("^[0-9]+$", var.slack_signing_secret_version))
    error_message = "A number: instances of one revision must all read the same secret."
  }
}

variable "board_key_version" {
  description = "The version of the secret furikaeri-board-key, which make deploy makes. Values are never here."
  type        = string

  validation {
    condition     = can(regex("^[0-9]+$", var.board_key_version))
    error_message = "A number: what one instance signs, another verifies."
  }
}

variable "alert_email" {
  description = "Who is told when something needs a person."
  type        = string
}

variable "interaction_min_instances" {
  description = "How many instances of `interaction` are always there. 0 costs nothing, and reminder warms one before it asks; 1 makes every click fast, for about 10 USD a month (1 vCPU and 512 MiB, idle: docs/cost.md)."
  type        = number
  default     = 0
}
