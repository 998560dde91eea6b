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

variable "public_without_check" {
  description = "Whether the public services are called without Google's account check (PUBLIC=no-check), instead of by a right for all users."
  type        = bool
  default     = false
}

variable "scheduler_role" {
  description = "The id of the custom role. One that was deleted cannot be used again for up to 37 days."
  type        = string
  default     = "furikaeriScheduler"
}

variable "log_firestore_reads" {
  description = "Whether Google notes who read and wrote which documents."
  type        = bool
  default     = false
}

variable "budget" {
  description = "An amount a month, in the billing account's currency, of which e-mails tell at a half and at all of it. 0: none."
  type        = number
  default     = 0
}

variable "billing_account" {
  description = "The billing account that the project pays from, by its id: only a budget needs it."
  type        = string
  default     = ""
}

variable "billing_currency" {
  description = "The billing account's currency, as JPY: only a budget needs it."
  type        = string
  default     = ""
}
