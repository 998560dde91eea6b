# The bill, where an amount is set: BUDGET=5000, in the billing account's currency. It tells; it stops nothing.
resource "google_billing_budget" "month" {
  count = var.budget > 0 ? 1 : 0

  billing_account = var.billing_account
  display_name    = "Furikaeri: ${var.project}"

  budget_filter {
    projects = ["projects/${data.google_project.this.number}"]
  }

  amount {
    specified_amount {
      currency_code = var.billing_currency
      units         = tostring(var.budget)
    }
  }

  threshold_rules {
    threshold_percent = 0.5
  }

  threshold_rules {
    threshold_percent = 1.0
  }

  threshold_rules {
    threshold_percent = 1.0
    spend_basis       = "FORECASTED_SPEND"
  }

  all_updates_rule {
    monitoring_notification_channels = local.channels
  }
}
