"""The API: who may ask, what is told to whom, how it is refused; and the pages on which tokens are made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from builders import documents
from rigs.office import CV, FULL, IN_TIME, LETTER, SALMA
from starlette.testclient import TestClient

from intake.domain.user import Role
from intake.services import accounts, api_tokens
from intake.store import accounts as account_store
from intake.web.api.asking import A_MINUTE, Limit

API = "/api/v1"
YEAR = timedelta(days=365)


@dataclass
class Asker:
    """Another system, with a token of somebody's."""

    client: TestClient
    token: str

    def get(self, path: str, **options: Any) -> Any:
        """Ask."""
        headers = {"Authorization": f"Bearer {self.token}"} | options.pop("headers", {})
        return self.client.get(API + path, headers=headers, **options)

    def items(self, path: str) -> list[Any]:
        """What a list holds."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()["items"]


def user_of(console, email: str, role: Role) -> Any:
    with console.desk.database.write() as tx:
        row = account_store.row_by_email(tx, email)
        if row:
            return account_store.user_of(row)
        return accounts.add(console.desk, tx, email=email, name="Nadia", role=role)


def asker(console, email: str = "admin@example.org", role: Role = "admin") -> Asker:
    token = api_tokens.make(console.desk, user_of(console, email, role), "HR", YEAR)
    return Asker(console.visitor().client, token)


@pytest.fixture
def two_postings(office, console) -> Any:
    """An application to each of two postings with recruiters of their own, and a mail to neither."""
    office.posting(
        "comms", subject="Candidature_communication", recruiters=["other@example.org"], reference="COM"
    )
    console.desks.reread()
    office.apply(sender=SALMA)
    office.apply((CV,), sender="omar@example.com", subject="Candidature_communication")
    office.apply(sender="stranger@example.com", subject="Bonjour")
    office.poll()
    return office


# --- who may ask ---------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "Basic eDp5"}, {"Authorization": "Bearer"}, {"Authorization": "Bearer intake_no"}],
)
def test_who_has_no_good_token_is_refused_and_told_how_to_ask(console, headers):
    answer = console.visitor().client.get(f"{API}/applications", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer ")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:intake:problem:unauthorized"


def test_who_is_signed_in_by_a_cookie_is_not_let_in(console):
    assert console.admin().get(f"{API}/applications").status == 401


def test_a_token_that_is_over_is_refused(console):
    token = api_tokens.make(console.desk, user_of(console, "a@example.org", "admin"), "HR", timedelta(0))
    assert Asker(console.visitor().client, token).get("/applications").status_code == 401


def test_a_disabled_accounts_token_is_refused(console):
    its = asker(console)
    assert its.get("/applications").status_code == 200
    with console.desk.database.write() as tx:
        user = account_store.row_by_email(tx, "admin@example.org")
        account_store.change(tx, user.id, disabled_at=IN_TIME)
    assert its.get("/applications").status_code == 401


def test_a_token_is_kept_as_its_digest_only(console, office):
    its = asker(console)
    assert re.fullmatch(r"intake_[A-Za-z0-9_-]{43}", its.token)
    (row,) = office.sql("SELECT * FROM api_token")
    assert row.hash == accounts.digest(its.token)
    assert its.token not in str(row)


def test_the_last_use_of_a_token_is_noted(console, office):
    its = asker(console)
    its.get("/postings")
    (row,) = office.sql("SELECT used_at FROM api_token")
    assert row.used_at is not None


def test_a_token_that_asks_too_often_is_told_when_it_may_again():
    times = iter([*[0.0] * A_MINUTE, 12.5, 60.0])
    limit = Limit(clock=lambda: next(times))
    assert [limit.wait(1) for _ in range(A_MINUTE)] == [None] * A_MINUTE
    assert limit.wait(1) == 48
    assert limit.wait(1) is None


def test_one_tokens_questions_are_not_counted_for_another():
    limit = Limit(1, clock=lambda: 0.0)
    assert limit.wait(1) is None
    assert limit.wait(1) == 60
    assert limit.wait(2) is None


def test_too_many_questions_are_refused_with_the_time_to_wait(console, monkeypatch):
    monkeypatch.setattr(Limit, "wait", lambda self, token: 7)
    answer = asker(console).get("/postings")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")


# --- what is told --------------------------------------------------------------


def test_applications_are_told_as_the_command_tells_them(console, two_postings):
    assert asker(console).items("/applications") == two_postings.applications()


def test_mails_are_told_as_the_command_tells_them(console, two_postings):
    assert asker(console).items("/messages") == two_postings.messages()


def test_one_application_is_told_by_its_reference(console, two_postings):
    first = two_postings.applications()[0]
    assert asker(console).get(f"/applications/{first['reference']}").json() == first


@pytest.mark.parametrize(
    ("query", "senders"),
    [
        ("?posting=omp", [SALMA]),
        ("?posting=comms", ["omar@example.com"]),
        ("?status=complete", [SALMA]),
        ("?status=incomplete&posting=comms", ["omar@example.com"]),
        ("?since=2026-05-03T15:00:00Z", [SALMA, "omar@example.com"]),
        ("?since=2026-05-03T16:00:00%2B01:00", [SALMA, "omar@example.com"]),
        ("?since=2026-05-03T15:00:01Z", []),
        ("?since=0001-01-01T00:00:00%2B14:00", [SALMA, "omar@example.com"]),
    ],
)
def test_applications_are_filtered(console, two_postings, query, senders):
    found = asker(console).items(f"/applications{query}")
    assert [each["candidate"]["email"] for each in found] == senders


def test_mails_are_filtered_by_their_outcome(console, two_postings):
    assert [each["sender"] for each in asker(console).items("/messages?outcome=unmatched")] == [
        "stranger@example.com"
    ]


@pytest.mark.parametrize("path", ["/applications", "/messages"])
def test_a_list_is_followed_to_its_end(console, two_postings, path):
    its = asker(console)
    whole, found, following = its.items(path), [], f"{API}{path}?limit=1"
    while following:
        answer = its.get(following.removeprefix(API)).json()
        assert len(answer["items"]) == 1
        found += answer["items"]
        following = answer["next"]
    assert found == whole


def test_a_list_that_is_filtered_stays_so_as_it_is_followed(console, two_postings):
    two_postings.apply(sender="third@example.com")
    two_postings.poll()
    its = asker(console)
    following = its.get("/applications?posting=omp&limit=1").json()["next"]
    (last,) = its.items(following.removeprefix(API))
    assert last["candidate"]["email"] == "third@example.com"


def test_postings_are_told_without_their_recruiters_addresses(console, two_postings):
    answer = asker(console).get("/postings")
    assert [each["id"] for each in answer.json()["items"]] == ["comms", "omp"]
    assert "@" not in answer.text
    one = asker(console).get("/postings/omp").json()
    assert one["deadline"] == "2026-05-04T16:00:00+01:00"
    assert one["documents"][2] == {"kind": "references", "count": 3}


# --- documents -----------------------------------------------------------------


def test_a_document_is_handed_out_as_it_came_and_opened_by_nobody(console, office):
    office.apply(FULL)
    office.poll()
    told = office.application()
    for (name, data), each in zip(FULL, told["documents"], strict=True):
        assert each["file"] == name
        answer = asker(console).get(f"/applications/{told['reference']}/documents/{each['sha256']}")
        assert answer.content == data
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        shown = answer.headers["Content-Disposition"]
        assert re.fullmatch(r'attachment; filename="OMP-2026-0001-[0-9a-f]{12}\.pdf"', shown)


def test_a_document_within_an_archive_is_handed_out(console, office):
    office.apply([("dossier.zip", documents.zip_of({"CV.pdf": CV[1], "Lettre.pdf": LETTER[1]}))])
    office.poll()
    told = office.application()
    inner = next(each for each in told["documents"] if each["file"].endswith("/CV.pdf"))
    answer = asker(console).get(f"/applications/{told['reference']}/documents/{inner['sha256']}")
    assert answer.content == CV[1]


def test_an_infected_document_is_not_handed_out(console, office):
    office.apply(FULL)
    office.poll()
    office.sql("UPDATE document SET virus = 'Eicar' WHERE file = 'CV.pdf'")
    told = office.application()
    its = asker(console)
    statuses = [
        its.get(f"/applications/{told['reference']}/documents/{each['sha256']}").status_code
        for each in told["documents"]
    ]
    assert statuses == [403, 200, 200]


def test_a_document_of_another_dossier_is_not_found_in_this_one(console, two_postings):
    first, second = two_postings.applications()
    letter = next(each["sha256"] for each in first["documents"] if each["kinds"] == ["letter"])
    its = asker(console)
    assert its.get(f"/applications/{first['reference']}/documents/{letter}").status_code == 200
    assert its.get(f"/applications/{second['reference']}/documents/{letter}").status_code == 404


def test_a_document_whose_mail_is_lost_is_told_to_be(console, office):
    office.apply(FULL)
    office.poll()
    told = office.application()
    (row,) = office.sql("SELECT sha256 FROM message")
    console.desk.blobs.delete(row.sha256)
    path = f"/applications/{told['reference']}/documents/{told['documents'][0]['sha256']}"
    assert asker(console).get(path).status_code == 410


# --- what is another's ---------------------------------------------------------


def test_a_recruiter_reads_the_own_postings_only(console, two_postings):
    its = asker(console, "other@example.org", "recruiter")
    assert [each["posting"] for each in its.items("/applications")] == ["comms"]
    assert [each["id"] for each in its.items("/postings")] == ["comms"]
    mine, others = (
        two_postings.applications("--posting", "comms"),
        two_postings.applications("--posting", "omp"),
    )
    assert its.get(f"/applications/{mine[0]['reference']}").status_code == 200
    hidden = [
        "/postings/omp",
        "/applications?posting=omp",
        f"/applications/{others[0]['reference']}",
        f"/applications/{others[0]['reference']}/documents/{others[0]['documents'][0]['sha256']}",
    ]
    for path in hidden:
        answer, nothing = its.get(path), its.get("/postings/no-such")
        assert (answer.status_code, answer.text) == (404, nothing.text)


def test_a_recruiter_reads_the_mails_of_the_own_postings_and_those_that_the_digest_tells(
    console, two_postings
):
    its = asker(console, "other@example.org", "recruiter")
    assert [each["sender"] for each in its.items("/messages")] == ["omar@example.com", "stranger@example.com"]
    nobody = asker(console, "nobody@example.org", "recruiter")
    assert nobody.items("/messages") == nobody.items("/applications") == nobody.items("/postings") == []


def test_a_posting_without_its_file_is_an_admins_still(console, two_postings):
    (two_postings.config / "postings" / "comms.yaml").unlink()
    console.desks.reread()
    assert len(asker(console).items("/applications?posting=comms")) == 1
    assert asker(console, "other@example.org", "recruiter").items("/applications") == []


# --- how it is refused ---------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("/applications?limit=0", "limit"),
        ("/applications?limit=501", "limit"),
        ("/applications?limit=١", "limit"),
        ("/applications?after=-1", "after"),
        ("/applications?after=99999999999", "after"),
        ("/applications?status=done", "status"),
        ("/applications?since=2026-05-03", "since"),
        ("/applications?since=2026-05-03T15:00:00", "since"),
        ("/applications?since=2026-13-03T15:00:00Z", "since"),
        ("/applications?statut=complete", "statut"),
        ("/applications?posting=", "posting"),
        ("/applications?posting=a%00b", "posting"),
        ("/applications?limit=1&limit=2", "limit"),
        ("/messages?outcome=spam", "outcome"),
        ("/postings?limit=1", "limit"),
    ],
)
def test_a_parameter_that_cannot_be_is_named(console, path, parameter):
    answer = asker(console).get(path)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["parameter"] == parameter


@pytest.mark.parametrize(
    "path",
    [
        "/applications/OMP-2026-9999",
        "/applications/a%00b",
        "/applications/a%0Ab",
        "/postings/" + "x" * 300,
        "/nothing",
        "/",
        "",
    ],
)
def test_what_is_not_there_is_told_as_a_problem(console, path):
    answer = asker(console).get(path, follow_redirects=False)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_nothing_can_be_changed_over_the_api(console, method):
    answer = asker(console).client.request(method, f"{API}/applications")
    assert answer.status_code == 405
    assert {each.strip() for each in answer.headers["Allow"].split(",")} == {"GET", "HEAD"}
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_head_is_answered_like_a_get_without_its_body(console):
    its = asker(console)
    answer = its.client.head(f"{API}/postings", headers={"Authorization": f"Bearer {its.token}"})
    assert (answer.status_code, answer.headers["ETag"]) == (200, its.get("/postings").headers["ETag"])


def test_the_description_is_shown_to_everybody_and_tells_of_nobody(console, two_postings):
    answer = console.visitor().client.get(f"{API}/openapi.json")
    assert answer.json()["openapi"] == "3.1.0"
    assert "omar@example.com" not in answer.text


def test_what_the_asker_has_already_is_not_sent_again(console, office):
    office.apply(FULL)
    office.poll()
    its, told = asker(console), office.application()
    for path in (
        "/applications",
        f"/applications/{told['reference']}/documents/{told['documents'][0]['sha256']}",
    ):
        tag = its.get(path).headers["ETag"]
        again = its.get(path, headers={"If-None-Match": f'"other", W/{tag}'})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
        assert its.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_name_that_a_stranger_wrote_gets_into_no_header(console, office):
    office.apply((CV,))
    office.poll()
    office.sql("UPDATE document SET file = :file", file='a"\r\nSet-Cookie: x=1;.pdf')
    told = office.application()
    path = f"/applications/{told['reference']}/documents/{told['documents'][0]['sha256']}"
    answer = asker(console).get(path)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers["Content-Disposition"]


def test_where_the_database_is_away_the_asker_is_told_to_come_again(console, office):
    its = asker(console)
    office.sql("ALTER TABLE application RENAME TO gone")
    try:
        answer = its.get("/applications")
    finally:
        office.sql("ALTER TABLE gone RENAME TO application")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")


# --- the page ------------------------------------------------------------------


def test_a_token_is_made_shown_once_and_revoked(console):
    browser = console.recruiter()
    browser.get("/account/tokens").post("/account/tokens", name="Our HR system", days="30")
    (token,) = re.findall(r"intake_[A-Za-z0-9_-]{43}", browser.page)
    assert token not in browser.get("/account/tokens").page
    assert "Our HR system" in browser.text
    its = Asker(console.visitor().client, token)
    assert [each["id"] for each in its.items("/postings")] == ["omp"]
    (path,) = re.findall(r'action="(/account/tokens/\d+/revoke)"', browser.page)
    browser.post(path)
    assert "revoked" in browser.text
    assert its.get("/postings").status_code == 401


def test_another_accounts_token_cannot_be_revoked(console):
    its = asker(console)
    browser = console.recruiter().get("/account/tokens")
    assert browser.post("/account/tokens/1/revoke").status == 404
    assert its.get("/postings").status_code == 200


def test_a_token_without_a_name_is_not_made(console, office):
    browser = console.recruiter().get("/account/tokens").post("/account/tokens", name=" ", days="30")
    assert browser.status == 422
    assert "Say what it is for" in browser.text
    assert office.sql("SELECT * FROM api_token") == []


def test_an_account_has_so_many_tokens_and_no_more(console, monkeypatch):
    monkeypatch.setattr(api_tokens, "MOST", 1)
    browser = console.recruiter().get("/account/tokens").post("/account/tokens", name="one", days="365")
    assert browser.status == 200
    assert browser.post("/account/tokens", name="two", days="365").status == 422


def test_a_tokens_name_is_shown_as_it_was_written(console):
    browser = console.recruiter().get("/account/tokens")
    browser.post("/account/tokens", name="<script>alert(1)</script>", days="90")
    assert "<script>alert" not in browser.page
    assert "&lt;script&gt;alert(1)" in browser.page


def test_making_a_token_is_written_down_without_it(console, office):
    console.recruiter().get("/account/tokens").post("/account/tokens", name="Our HR system", days="30")
    (row,) = [each for each in office.run("audit", "--json").json if each["action"] == "token made"]
    assert row["note"] == "token 1"
    assert row["actor"].startswith("account ")
