"""files.*: uploads a file in three steps: the app asks for a URL, sends the bytes there, and shares the file."""

import secrets
from collections.abc import Callable

from local.slack.methods.access import joined_channel, need_scope, required
from local.slack.state.records import ApiError, Json, Message, Upload
from local.slack.state.workspace import Workspace


def get_upload_url(workspace: Workspace, arguments: Json) -> Json:
    """files.getUploadURLExternal"""
    need_scope(workspace, "files:write")
    required(arguments, "filename", "length")
    length = str(arguments["length"])
    if not length.isdecimal() or not int(length):
        raise ApiError("invalid_arguments")
    file_id = f"F{secrets.token_hex(5).upper()}"
    workspace.uploads[file_id] = Upload(file_id, str(arguments["filename"]), int(length))
    return {"upload_url": f"{workspace.base_url}upload/{file_id}", "file_id": file_id}


def complete_upload(workspace: Workspace, arguments: Json) -> Json:
    """files.completeUploadExternal: posts a message with the files. It takes a conversation's id, but no person's."""
    need_scope(workspace, "files:write")
    channel = joined_channel(workspace, arguments.get("channel_id"))
    if channel.is_archived:
        raise ApiError("is_archived")
    given = arguments.get("files")
    if not isinstance(given, list) or not given:
        raise ApiError("invalid_arguments")
    files = [_shared(workspace, each) for each in given]
    for file in files:
        del workspace.uploads[file["id"]]
    ours = {"bot_id": workspace.bot_id, "app_id": workspace.app_id, "files": tuple(files)}
    workspace.post(channel.id, workspace.bot_user_id, str(arguments.get("initial_comment") or ""), **ours)
    return {"files": [{"id": file["id"], "title": file["title"]} for file in files]}


def delete(workspace: Workspace, arguments: Json) -> Json:
    """files.delete: the message stays, and shows that there was a file."""
    need_scope(workspace, "files:write")
    file_id = arguments.get("file")
    for message in _messages(workspace):
        if any(file["id"] == file_id for file in message.files):
            if message.bot_id != workspace.bot_id:
                raise ApiError("cant_delete_file")
            if any(file["id"] == file_id and file.get("mode") == "tombstone" for file in message.files):
                raise ApiError("file_deleted")
            gone = {"id": file_id, "mode": "tombstone"}
            message.files = tuple(gone if file["id"] == file_id else file for file in message.files)
            return {}
    raise ApiError("file_not_found")


def _shared(workspace: Workspace, given: Json) -> Json:
    upload = workspace.uploads.get(str(given.get("id")))
    if upload is None or upload.content is None:
        raise ApiError("file_not_found")
    return {
        "id": upload.id,
        "name": upload.name,
        "title": given.get("title") or upload.name,
        "size": upload.length,
        "mode": "hosted",
        "content": upload.content.decode(errors="replace"),
    }


def _messages(workspace: Workspace) -> list[Message]:
    return [message for channel in workspace.channels.values() for message in channel.everything()]


METHODS: dict[str, Callable[[Workspace, Json], Json]] = {
    "files.getUploadURLExternal": get_upload_url,
    "files.completeUploadExternal": complete_upload,
    "files.delete": delete,
}
