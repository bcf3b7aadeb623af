"""People who log in with an OpenID Connect provider, in real browsers: the door, the way back, whose runs are seen."""

import re
import secrets

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from lstm_core.runs import workspaces
from tests.browser import provider as accounts
from tests.browser.conftest import served
from tests.browser.test_sharing import asked_for, new_page


@pytest.fixture(scope="module")
def provider():
    with accounts.Provider() as running:
        yield running


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def address(home, provider):
    """A dashboard that asks that provider who comes. Its log leaves out why one was refused: that is a traceback."""
    told = home / "secrets.toml"
    told.write_text(
        f"""[auth]
        redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
        cookie_secret = "{secrets.token_hex(32)}"
        client_id = "{accounts.CLIENT}"
        client_secret = "{accounts.SECRET}"
        server_metadata_url = "{provider.issuer}/.well-known/openid-configuration"
        """
    )
    with served(home, STREAMLIT_SECRETS_FILES=str(told), STREAMLIT_LOGGER_LEVEL="error") as address:
        provider.returns_to = f"{address}/oauth2callback"
        yield address


@pytest.fixture(scope="module")
def run(home, provider) -> str:
    """The id of a run in Ann's workspace."""
    return asked_for(workspaces.home_of(home, workspaces.of_user(provider.issuer, "ann")))


def is_shut(page) -> None:
    """There is nothing to see but the way in."""
    expect(page.get_by_role("button", name="Log in")).to_be_visible()
    expect(page.locator("html[data-login]")).to_be_attached()  # a click is noted from here on
    expect(page.get_by_role("heading")).to_have_text(["LSTM Lab"])
    expect(page.get_by_role("link", name="Forecast")).to_have_count(0)
    expect(page.get_by_text("Ann's own")).to_have_count(0)


def log_in(page, name: str) -> None:
    is_shut(page)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Choose an account")).to_be_visible()
    page.get_by_role("link", name=name).click()


def test_the_door_is_shut_before_the_login_and_after_it_and_runs_follow_the_account(chromium, address, run):
    deep = f"{address}/train?run={run}"
    ann, again, bob = (new_page(chromium) for _ in range(3))
    ann.goto(deep)  # the first request to this server: Streamlit has not read app.py yet
    log_in(ann, "Ann")
    expect(ann).to_have_url(re.compile(rf"/train\?.*run={run}"))
    expect(ann.get_by_role("heading", name="Train", exact=True)).to_be_visible()
    expect(ann.get_by_text("Ann's own").first).to_be_visible()

    again.goto(address)
    log_in(again, "Ann")
    expect(again.get_by_text("Ann's own")).to_be_visible()
    bob.goto(f"{address}/forecast?run={run}")
    log_in(bob, "Bob")
    expect(bob.get_by_text("There is no run")).to_be_visible()
    bob.goto(address)
    expect(bob.get_by_role("button", name="Private workspace")).to_be_visible()
    expect(bob.get_by_text("Ann's own")).to_have_count(0)

    second = ann.context.new_page()
    second.goto(address)
    expect(second.get_by_text("Ann's own")).to_be_visible()
    second.get_by_role("button", name="Private workspace").click()
    expect(second.get_by_text("Logged in as Ann Example")).to_be_visible()
    second.get_by_role("button", name="Log out").click()
    for page in (second, ann):
        is_shut(page)
    ann.goto(deep)
    is_shut(ann)
    bob.reload()
    expect(bob.get_by_role("button", name="Private workspace")).to_be_visible()
    for page in (ann, again, bob):
        page.context.close()


@pytest.mark.parametrize("spoil", ["signature", "nonce", "cancelled"])
def test_a_login_that_fails_is_refused_in_a_sentence_and_may_be_tried_again(chromium, address, provider, run, spoil):
    page = new_page(chromium)
    page.goto(f"{address}/train?run={run}")
    provider.spoil = spoil
    log_in(page, "Cancel" if spoil == "cancelled" else "Ann")
    expect(page.get_by_text("You are not logged in")).to_be_visible()
    is_shut(page)
    assert "Traceback" not in page.inner_text("body")
    assert not any(one["name"].startswith("_streamlit_user") for one in page.context.cookies())
    provider.spoil = None
    if spoil == "signature":
        log_in(page, "Ann")
        expect(page.get_by_text("Ann's own").first).to_be_visible()
    page.context.close()


def test_a_login_that_is_not_set_up_says_what_is_missing():
    def click() -> None:
        from lstm_core.ui.sharing import entrance

        entrance.ask(None)

    app = AppTest.from_function(click).run()
    assert not app.exception
    assert app.error[0].value.startswith("Nobody can log in here yet")
