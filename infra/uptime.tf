# Google asks interaction from outside, as reminder does before it asks people: 204, where the store is connected.
resource "google_monitoring_uptime_check_config" "interaction" {
  display_name     = "Furikaeri: interaction"
  period           = "300s"
  timeout          = "10s"
  selected_regions = ["ASIA_PACIFIC", "EUROPE", "USA_IOWA"]

  http_check {
    path           = "/"
    port           = 443
    request_method = "GET"
    use_ssl        = true
    validate_ssl   = true

    accepted_response_status_codes {
      status_value = 204
    }
  }

  monitored_resource {
    type = "uptime_url"
    labels = {
      project_id = var.project
      host       = trimprefix(local.interaction_url, "https://")
    }
  }

  depends_on = [google_project_service.api]
}

resource "google_monitoring_alert_policy" "unreachable" {
  display_name          = "Furikaeri: interaction cannot be reached"
  combiner              = "OR"
  severity              = "CRITICAL"
  notification_channels = local.channels

  conditions {
    display_name = "two places in the world get no answer for ten minutes"
    condition_threshold {
      filter          = "resource.type=\"uptime_url\" AND metric.type=\"monitoring.googleapis.com/uptime_check/check_passed\" AND metric.labels.check_id=\"${google_monitoring_uptime_check_config.interaction.uptime_check_id}\""
      comparison      = "COMPARISON_GT"
      threshold_value = 1
      duration        = "600s"
      aggregations {
        alignment_period     = "300s"
        per_series_aligner   = "ALIGN_NEXT_OLDER"
        cross_series_reducer = "REDUCE_COUNT_FALSE"
        group_by_fields      = ["resource.label.host"]
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
    subject = "Furikaeri: nothing in Slack answers"
    content = <<-EOT
      Members' clicks and commands are answered by Slack with an error, and no form opens.

      What to do: docs/operate.md, "interaction cannot be reached".
    EOT
  }
}
