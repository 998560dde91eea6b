# Each is about something that a person must do. The first sentence says what members notice; docs/operate.md the rest.
# What is looked at in a log is told once for each line, at most once an hour; what stays open is told again every day.
locals {
  channels = [google_monitoring_notification_channel.email.id]
  service  = "resource.type=\"cloud_run_revision\""
  every    = "resource.labels.service_name=one_of(${join(",", formatlist("\"%s\"", keys(local.functions)))})"
  # Eventarc names a trigger's subscription after the region and the function.
  subscription = "resource.type=\"pubsub_subscription\" AND resource.labels.subscription_id=monitoring.regex.full_match(\"eventarc-.*-(${join("|", sort(local.with_event))})-.*\")"

  # Slack's words for a token that is no more, or an app that was removed. The line of an error that nobody caught ends a
  # traceback, which is text.
  token_gone = "token_revoked|token_expired|invalid_auth|not_authed"

  # Alerts that look at log lines. A test holds each to a run's log.
  lines = {
    slot_missed      = "${local.service} AND resource.labels.service_name=\"sweep\" AND jsonPayload.message=\"sweep.slot_missed\""
    delivery_blocked = "${local.service} AND jsonPayload.message=\"delivery.blocked\""
    app_gone = join(" OR ", [
      "(${local.service} AND severity>=ERROR AND jsonPayload.message=\"slack.notice\")",
      "(${local.service} AND severity>=ERROR AND jsonPayload.error=~\"^(${local.token_gone})$\")",
      "(${local.service} AND textPayload=~\"RetryLater: (${local.token_gone})\")",
    ])
  }
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
      filter           = local.lines.slot_missed
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
    display_name = "sweep has not succeeded for 3 hours"
    # Of Cloud Run's own requests, not of our log lines: a metric made of logs may report zeros, which are not absent. It is
    # armed by the first run, which make deploy waits for.
    condition_absent {
      filter   = "${local.service} AND resource.labels.service_name=\"sweep\" AND metric.type=\"run.googleapis.com/request_count\" AND metric.labels.response_code_class=\"2xx\""
      duration = "10800s"
      aggregations {
        alignment_period     = "300s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  alert_strategy {
    auto_close = "604800s"
    notification_channel_strategy {
      notification_channel_names = local.channels
      renotify_interval          = "86400s"
    }
  }

  documentation {
    subject = "Furikaeri: nobody looks after the slots"
    content = <<-EOT
      Members notice nothing yet, but a message that does not come would now go unnoticed, too.

      It runs every hour, at ten past. What to do: docs/operate.md, "sweep is absent".
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
      filter          = "${local.service} AND metric.type=\"logging.googleapis.com/log_entry_count\" AND metric.labels.severity=\"ERROR\" AND ${local.every}"
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
    notification_channel_strategy {
      notification_channel_names = local.channels
      renotify_interval          = "86400s"
    }
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
      filter           = local.lines.delivery_blocked
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

resource "google_monitoring_alert_policy" "app_gone" {
  display_name          = "Furikaeri: Slack lets the app in no more"
  combiner              = "OR"
  severity              = "CRITICAL"
  notification_channels = local.channels

  conditions {
    display_name = "the app was removed, or its token revoked"
    condition_matched_log {
      filter = local.lines.app_gone
    }
  }

  alert_strategy {
    auto_close = "86400s"
    notification_rate_limit {
      period = "86400s"
    }
  }

  documentation {
    subject = "Furikaeri: the app was removed from Slack, or its token revoked"
    content = <<-EOT
      Members get no messages, and the app answers no click, until it is installed again.

      What to do: docs/operate.md, "Slack lets the app in no more".
    EOT
  }
}

resource "google_monitoring_alert_policy" "events_wait" {
  display_name          = "Furikaeri: events wait too long"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = local.channels

  conditions {
    display_name = "an event has not been dealt with for an hour"
    condition_threshold {
      filter          = "${local.subscription} AND metric.type=\"pubsub.googleapis.com/subscription/oldest_unacked_message_age\""
      comparison      = "COMPARISON_GT"
      threshold_value = 3600
      duration        = "300s"
      aggregations {
        alignment_period   = "300s"
        per_series_aligner = "ALIGN_MAX"
      }
    }
  }

  alert_strategy {
    auto_close = "604800s"
    notification_channel_strategy {
      notification_channel_names = local.channels
      renotify_interval          = "86400s"
    }
  }

  documentation {
    subject = "Furikaeri: something has failed for an hour"
    content = <<-EOT
      Members wait for a message that keeps failing. It is tried again for seven days, and then given up.

      Subscription: $${resource.label.subscription_id}. What to do: docs/operate.md, "Events wait too long".
    EOT
  }
}
