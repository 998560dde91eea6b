output "interaction_url" {
  description = "Where Slack sends everything: make manifest URL=…"
  value       = local.interaction_url
}

output "board_url" {
  description = "The board: one's own links lead there, and it is what is typed into a room's screen."
  value       = local.board_url
}

output "console" {
  description = "The entries, to read."
  value       = "https://console.cloud.google.com/firestore/databases/${var.firestore_database == "(default)" ? "-default-" : var.firestore_database}/data?project=${var.project}"
}

output "public_services" {
  description = "The services that are open to the internet, for make deploy."
  value       = sort(local.public)
}

output "functions" {
  description = "All services, for make rollback."
  value       = sort(keys(local.functions))
}
