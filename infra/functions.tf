# Every function, in one table. A key is the function's file, entry point, topic and service: functions/reminder.py.
locals {
  # Slack's pace, the same file that the code reads.
  pace = jsondecode(file("${path.module}/../shared/pace.json"))

  # known beforehand, as `interaction` and `reminder` are made together:
  # https://cloud.google.com/run/docs/triggering/https-request#deterministic
  interaction_url = "https://interaction-${data.google_project.this.number}.${var.region}.run.app"
  board_url       = "https://board-${data.google_project.this.number}.${var.region}.run.app"

  # What people share their Google Sheet with: the account that `sheet` runs as (identities.tf).
  sheet_account = "furikaeri-sheet@${var.project}.iam.gserviceaccount.com"

  # What every function is told. THREADS is added: as many as requests come at a time, or some would wait inside.
  environment = {
    FIRESTORE_DATABASE   = var.firestore_database
    BOARD_URL            = local.board_url # whoever draws a message with *Board* on it, and the board itself
    GOOGLE_CLOUD_PROJECT = var.project
    LOG_EXECUTION_ID     = "false" # our lines are JSON already; unset, Google sets it and Terraform sees a drift
    PYTHONPATH           = "/workspace"
  }

  # The secrets, by their names in Secret Manager. `make deploy` makes them; Terraform never sees what is in them.
  secrets = {
    BOARD_KEY            = { name = "furikaeri-board-key", version = var.board_key_version }
    SLACK_BOT_TOKEN      = { name = "furikaeri-slack-bot-token", version = var.slack_bot_token_version }
    SLACK_SIGNING_SECRET = { name = "furikaeri-slack-signing-secret", version = var.slack_signing_secret_version }
  }

  # What a function has that says nothing else. To add one: its file in functions/, and its lines in the table below.
  # concurrency: requests an instance takes at a time. One at a time may share a CPU.
  # timeout: seconds. Events allow 540; reminder sends at Slack's pace, and is repeated where that is not enough.
  # max_instances: shared/pace.json says how many where a function sends to Slack, else the number here.
  # store: what it may do with the entries' database, and with no other.
  usual = {
    cpu           = "0.5"
    memory        = "512Mi"
    concurrency   = 1
    timeout       = 540
    max_instances = null
    secrets       = ["SLACK_BOT_TOKEN"]
    environment   = {}
    schedules     = false
    store         = "roles/datastore.user"
  }

  # trigger: http (open to the internet), topic (its own), or the path of the documents whose writes wake it.
  table = {
    interaction = {
      trigger       = "http"
      cpu           = "1"
      concurrency   = 20
      timeout       = 30
      max_instances = 10
      secrets       = ["BOARD_KEY", "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]
      environment   = { SHEET_ACCOUNT = local.sheet_account }
    }
    board = {
      trigger       = "http"
      cpu           = "1"
      concurrency   = 40
      timeout       = 30
      max_instances = 3
      secrets       = ["BOARD_KEY"]
      store         = "roles/datastore.viewer"
    }
    reminder = {
      trigger     = "topic"
      environment = { INTERACTION_URL = local.interaction_url }
    }
    digest = {
      trigger = "topic"
    }
    sweep = {
      trigger       = "topic"
      max_instances = 2
      environment   = { SCHEDULER_LOCATION = var.region }
      schedules     = true
    }
    announce = {
      trigger = "teams/{team}/entries/{entry}"
      timeout = 300
    }
    schedule = {
      trigger       = "teams/{team}"
      timeout       = 120
      max_instances = 3
      secrets       = []
      environment   = { SCHEDULER_LOCATION = var.region }
      schedules     = true
    }
    errand = {
      trigger = "errands/{errand}"
    }
    # Waits for its turn at Google Sheets, many teams in one instance.
    sheet = {
      trigger       = "topic"
      cpu           = "1"
      concurrency   = 80
      max_instances = 7
    }
  }

  functions = { for name, function in local.table : name => merge(local.usual, function) }

  with_topic = toset([for name, function in local.functions : name if function.trigger == "topic"])
  public     = toset([for name, function in local.functions : name if function.trigger == "http"])
  with_event = toset([for name, function in local.functions : name if function.trigger != "http"])
  schedulers = toset([for name, function in local.functions : name if function.schedules])

  secret_readers = {
    for pair in flatten([
      for name, function in local.functions : [for secret in function.secrets : { function = name, secret = secret }]
    ]) : "${pair.function} ${pair.secret}" => pair
  }
}

resource "google_cloudfunctions2_function" "function" {
  for_each = local.functions

  name        = each.key
  location    = var.region
  description = "Furikaeri: functions/${each.key}.py"
  labels      = { app = "furikaeri" }

  build_config {
    runtime           = "python311" # the Python that the tests run on
    entry_point       = each.key
    service_account   = google_service_account.build.id
    docker_repository = google_artifact_registry_repository.images.id

    environment_variables = {
      GOOGLE_FUNCTION_SOURCE = "functions/${each.key}.py"
    }

    source {
      storage_source {
        bucket = google_storage_bucket.archive.name
        object = google_storage_bucket_object.archive.name
      }
    }
  }

  service_config {
    service_account_email            = google_service_account.function[each.key].email
    available_cpu                    = each.value.cpu
    available_memory                 = each.value.memory
    timeout_seconds                  = each.value.timeout
    max_instance_request_concurrency = each.value.concurrency
    max_instance_count               = lookup(local.pace.max_instances, each.key, each.value.max_instances)
    min_instance_count               = each.key == "interaction" ? var.interaction_min_instances : 0
    ingress_settings                 = each.value.trigger == "http" ? "ALLOW_ALL" : "ALLOW_INTERNAL_ONLY"
    all_traffic_on_latest_revision   = true
    environment_variables            = merge(local.environment, { THREADS = tostring(each.value.concurrency) }, each.value.environment)

    dynamic "secret_environment_variables" {
      for_each = toset(each.value.secrets)

      content {
        key        = secret_environment_variables.value
        project_id = var.project
        secret     = local.secrets[secret_environment_variables.value].name
        version    = local.secrets[secret_environment_variables.value].version
      }
    }
  }

  # A topic's messages come in the function's region; a database's events where the database is.
  dynamic "event_trigger" {
    for_each = each.value.trigger == "topic" ? [each.key] : []

    content {
      event_type            = "google.cloud.pubsub.topic.v1.messagePublished"
      pubsub_topic          = google_pubsub_topic.topic[each.key].id
      trigger_region        = var.region
      retry_policy          = "RETRY_POLICY_RETRY"
      service_account_email = google_service_account.function[each.key].email
    }
  }

  dynamic "event_trigger" {
    for_each = contains(["http", "topic"], each.value.trigger) ? [] : [each.value.trigger]

    content {
      event_type            = "google.cloud.firestore.document.v1.written"
      trigger_region        = google_firestore_database.store.location_id
      retry_policy          = "RETRY_POLICY_RETRY"
      service_account_email = google_service_account.function[each.key].email

      event_filters {
        attribute = "database"
        value     = google_firestore_database.store.name
      }

      event_filters {
        attribute = "document"
        value     = event_trigger.value
        operator  = "match-path-pattern"
      }
    }
  }

  depends_on = [
    google_artifact_registry_repository_iam_member.build,
    google_project_iam_member.build,
    google_project_iam_member.build_reads,
    google_project_iam_member.event_receiver,
    google_project_service.api,
    google_secret_manager_secret_iam_member.reader,
  ]
}

# Slack has no Google account: its requests are checked by their signature; who opens the board shows what that has
# signed. These are the only open doors. Where an organisation allows no public members, make deploy switches the account
# check of these services off instead.
resource "google_cloud_run_service_iam_member" "public" {
  for_each = var.public_without_check ? toset([]) : local.public

  location = var.region
  service  = google_cloudfunctions2_function.function[each.key].name
  role     = "roles/run.invoker"
  member   = "allUsers"
}

moved {
  from = google_cloud_run_service_iam_member.public
  to   = google_cloud_run_service_iam_member.public["interaction"]
}

# All other functions are woken by their own trigger only.
resource "google_cloud_run_service_iam_member" "trigger" {
  for_each = local.with_event

  location = var.region
  service  = google_cloudfunctions2_function.function[each.key].name
  role     = "roles/run.invoker"
  member   = google_service_account.function[each.key].member
}
