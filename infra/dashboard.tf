# What happens, in one place: Monitoring > Dashboards > Furikaeri. Counts, times and functions; no person is in it.
locals {
  # Metrics made of our log lines. A label has few values: the kinds of messages, or of slots.
  counted = {
    messages = { filter = "jsonPayload.message=\"delivery.sent\"", label = "kind", about = "Messages that were posted, by kind" }
    answers  = { filter = "jsonPayload.message=\"announce.shown\" AND jsonPayload.revision=1", label = "kind", about = "Entries that were written, by kind" }
    late     = { filter = "jsonPayload.message=\"reminder.too_late\"", label = "", about = "Teams that were not asked, as it was two hours too late" }
    missed   = { filter = "jsonPayload.message=\"sweep.slot_missed\"", label = "kind", about = "Slots that did not run, by kind" }
    slowed   = { filter = "(jsonPayload.error=\"ratelimited\" OR textPayload=~\"RetryLater: ratelimited\")", label = "", about = "Runs that Slack asked to wait (429) and that came again" }
  }

  # title, the metric's filter, how one series is made of its points, and what it is grouped by.
  counted_lines = { for name, metric in local.counted : name => "${local.service} AND ${metric.filter}" }

  charts = concat(
    [for name, metric in local.counted : {
      title = metric.about, filter = "${local.service} AND metric.type=\"logging.googleapis.com/user/furikaeri/${name}\"",
      align = "ALIGN_DELTA", reduce = "REDUCE_SUM", by = metric.label == "" ? [] : ["metric.label.${metric.label}"]
    }],
    [
      {
        title  = "Errors by function"
        filter = "${local.service} AND metric.type=\"logging.googleapis.com/log_entry_count\" AND metric.labels.severity=\"ERROR\" AND ${local.every}"
        align  = "ALIGN_DELTA", reduce = "REDUCE_SUM", by = ["resource.label.service_name"]
      },
      {
        title  = "interaction: how long 19 of 20 answers take at the most, in ms"
        filter = "${local.service} AND resource.labels.service_name=\"interaction\" AND metric.type=\"run.googleapis.com/request_latencies\""
        align  = "ALIGN_DELTA", reduce = "REDUCE_PERCENTILE_95", by = []
      },
      {
        title  = "interaction: how long a cold start takes, in ms"
        filter = "${local.service} AND resource.labels.service_name=\"interaction\" AND metric.type=\"run.googleapis.com/container/startup_latencies\""
        align  = "ALIGN_DELTA", reduce = "REDUCE_PERCENTILE_95", by = []
      },
      {
        title  = "interaction: answers by status; 4xx are requests without Slack's signature"
        filter = "${local.service} AND resource.labels.service_name=\"interaction\" AND metric.type=\"run.googleapis.com/request_count\""
        align  = "ALIGN_DELTA", reduce = "REDUCE_SUM", by = ["metric.label.response_code_class"]
      },
      {
        title  = "Age of the oldest event, in seconds"
        filter = "${local.subscription} AND metric.type=\"pubsub.googleapis.com/subscription/oldest_unacked_message_age\""
        align  = "ALIGN_MAX", reduce = "REDUCE_MAX", by = ["resource.label.subscription_id"]
      },
    ],
  )
}

resource "google_logging_metric" "counted" {
  for_each = local.counted

  name             = "furikaeri/${each.key}"
  description      = each.value.about
  filter           = local.counted_lines[each.key]
  label_extractors = each.value.label == "" ? {} : { (each.value.label) = "EXTRACT(jsonPayload.${each.value.label})" }
  depends_on       = [google_project_service.api]

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    unit        = "1"

    dynamic "labels" {
      for_each = each.value.label == "" ? [] : [each.value.label]

      content {
        key        = labels.value
        value_type = "STRING"
      }
    }
  }
}

resource "google_monitoring_dashboard" "furikaeri" {
  dashboard_json = jsonencode({
    displayName = "Furikaeri"
    mosaicLayout = {
      columns = 48
      tiles = [for number, chart in local.charts : {
        xPos   = 24 * (number % 2)
        yPos   = 16 * floor(number / 2)
        width  = 24
        height = 16
        widget = {
          title = chart.title
          xyChart = {
            dataSets = [{
              plotType = "LINE"
              timeSeriesQuery = {
                timeSeriesFilter = {
                  filter = chart.filter
                  aggregation = {
                    alignmentPeriod    = "300s"
                    perSeriesAligner   = chart.align
                    crossSeriesReducer = chart.reduce
                    groupByFields      = chart.by
                  }
                }
              }
            }]
          }
        }
      }]
    }
  })

  depends_on = [google_logging_metric.counted]
}
