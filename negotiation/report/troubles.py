"""What a page shows while its case cannot be reported: what is wrong, as `negotiation check` says it."""

from markupsafe import Markup

from negotiation.report.sheet import LIVE, asset, policy, style, templates


def troubles(case: str, message: str, told: str) -> str:
    """A page that waits to be followed by the report."""
    follower = asset(LIVE)
    return templates().get_template("troubles.html.j2").render(
        case=case, message=message, told=told, css=style(),
        script=Markup(follower),  # noqa: S704 - our own file
        policy=policy([follower], live=True),
    )  # fmt: skip
