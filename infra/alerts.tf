# Each is about something that a person must do. The first sentence says what members notice; docs/operate.md the rest.
locals {
  channels = [google_monitoring_notification_channel.email.id]
  service  = "resource.type=\"cloud_run_revision\""
}

resource "google_monitoring_notification_channel" "email" {
  display_name = "Furikaeri"
  type         = "email"
  labels       = { email_address = var.alert_email }
  depends_on   = [google_project_service.api]
}

resource "google_monitoring_alert_policy" "slot_missed" {
  display_name          = "Furikaeri: a slot was missed"
  combiner              = "OR"
  severity              = "CRITICAL"
  notification_channels = local.channels

  conditions {
    display_name = "sweep found a slot that did not run"
    condition_matched_log {
      filter           = "${local.service} AND resource.labels.service_name=\"sweep\" AND jsonPayload.message=\"sweep.slot_missed\""
      label_extractors = { slot = "EXTRACT(jsonPayload.slot)" }
    }
  }

  alert_strategy {
    auto_close = "86400s"
    notification_rate_limit {
      period = "3600s"
    }
  }

  documentation {
    subject = "Furikaeri: a reminder or a win session did not come"
    content = <<-EOT
      Members got no message at the time of this slot, or the win session did not open.

      Slot: $${log.extracted_label.slot}. What to do: docs/operate.md, "A slot was missed".
    EOT
  }
}

resource "google_monitoring_alert_policy" "sweep_absent" {
  display_name          = "Furikaeri: sweep is absent"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = local.channels

  conditions {
    display_name = "sweep has not succeeded for 13 hours"
    # Of Cloud Run's own requests, not of our log lines: a metric made of logs may report zeros, which are not absent.
    condition_absent {
      filter   = "${local.service} AND resource.labels.service_name=\"sweep\" AND metric.type=\"run.googleapis.com/request_count\" AND metric.labels.response_code_class=\"2xx\""
      duration = "46800s"
      aggregations {
        alignment_period     = "300s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  alert_strategy {
    auto_close = "86400s"
  }

  documentation {
    subject = "Furikaeri: nobody looks after the slots"
    content = <<-EOT
      Members notice nothing yet, but a message that does not come would now go unnoticed, too.

      It runs at 03:10 and 15:10 UTC. What to do: docs/operate.md, "sweep is absent".
    EOT
  }
}

resource "google_monitoring_alert_policy" "errors" {
  display_name          = "Furikaeri: errors go on"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = local.channels

  conditions {
    display_name = "a function logs errors for 15 minutes"
    # A trigger that failed comes again within ten minutes at the latest: so ten minutes are looked at together.
    condition_threshold {
      filter          = "${local.service} AND metric.type=\"logging.googleapis.com/log_entry_count\" AND metric.labels.severity=\"ERROR\" AND resource.labels.service_name=one_of(${join(",", formatlist("\"%s\"", keys(local.functions)))})"
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "900s"
      aggregations {
        alignment_period     = "600s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
        group_by_fields      = ["resource.label.service_name"]
      }
    }
  }

  alert_strategy {
    auto_close = "3600s"
  }

  documentation {
    subject = "Furikaeri: something keeps failing"
    content = <<-EOT
      Members' messages come late or not at all, or a click is answered with a sentence of apology.

      Function: $${resource.label.service_name}. What to do: docs/operate.md, "Errors go on".
    EOT
  }
}

resource "google_monitoring_alert_policy" "delivery_blocked" {
  display_name          = "Furikaeri: a channel cannot be posted to"
  combiner              = "OR"
  severity              = "WARNING"
  notification_channels = local.channels

  conditions {
    display_name = "a delivery was blocked"
    condition_matched_log {
      filter           = "${local.service} AND jsonPayload.message=\"delivery.blocked\""
      label_extractors = { key = "EXTRACT(jsonPayload.key)", reason = "EXTRACT(jsonPayload.reason)" }
    }
  }

  alert_strategy {
    auto_close = "86400s"
    notification_rate_limit {
      period = "86400s"
    }
  }

  documentation {
    subject = "Furikaeri: a team's channel is closed to the app"
    content = <<-EOT
      A team's entries are stored but do not appear in its channel.

      Delivery: $${log.extracted_label.key} ($${log.extracted_label.reason}). What to do: docs/operate.md, "A channel cannot be posted to".
    EOT
  }
}
