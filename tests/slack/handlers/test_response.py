"""An error of a form stands where the person sees it: at its field, or on top of a form that has not got the field."""

from shared.slack.handlers.response import errors_at
from shared.slack.requests.inbound import Submission, Who

SENT = Submission(Who("T1", "U1"), "form", "V1", "", {"keep": "typed"})


def test_an_error_stands_at_its_field_where_the_form_has_it() -> None:
    assert errors_at(SENT, "keep", "Please shorten it.").body == {
        "response_action": "errors",
        "errors": {"keep": "Please shorten it."},
    }


def test_slack_takes_no_error_at_another_field_so_it_lies_on_top() -> None:
    answer = errors_at(SENT, "problem", "Please shorten it.").body or {}
    assert answer["response_action"] == "push"
    assert "Please shorten it." in str(answer["view"])
