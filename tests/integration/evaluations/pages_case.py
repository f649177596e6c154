"""What the tests of home, board, unit page and periods share."""

import re
from html import unescape

from units.roles import Role

ROLES = [Role.ADMINISTRATOR, Role.SUPERVISOR, Role.LEADER]


def sign_in(client, user):
    client.force_login(user, backend="accounts.backends.Backend")
    return client


def text(response) -> str:
    """The page's words in the order they are read, without markup."""
    main = response.content.decode().partition('id="konten"')[2].partition("<footer")[0]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main.partition(">")[2])).split())


def statuses(client, people: dict, url: str, method: str = "get") -> dict[str, int]:
    """Status code of the address for each person; key "anonymous" for nobody."""
    found = {}
    for name, user in people.items():
        client.logout()
        if user:
            sign_in(client, user)
        found[name] = getattr(client, method)(url).status_code
    return found
