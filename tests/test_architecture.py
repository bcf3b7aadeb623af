"""The rules of the layout that import-linter can't see; its own contracts stand in pyproject.toml."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_pages_talk_to_the_ui_layer_only(page):
    imported = set()
    for node in ast.walk(ast.parse(page.read_text())):
        if isinstance(node, ast.ImportFrom):
            imported.add(node.module)
        elif isinstance(node, ast.Import):
            imported |= {name.name for name in node.names}
    assert {
        name for name in imported if name != "streamlit" and not re.fullmatch(r"lstm_core\.ui(\.[a-z]+)?", name)
    } == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_pages_are_paragraphs(page):
    assert len(page.read_text().splitlines()) <= 80


def test_the_dashboard_process_never_loads_tensorflow_and_opens_without_slow_imports():
    program = (
        "import sys; from lstm_core.ui import frame, start, state, resources;"
        "slow = 'tensorflow keras talib sklearn yfinance distributed pandas pydantic'.split();"
        "print([name for name in slow if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_even_the_inner_pages_leave_tensorflow_to_the_workers():
    program = (
        "import sys; from lstm_core.ui import live, preview, whatif;"
        "from lstm_core.ui.inside import film, following, view;"
        "from lstm_core.ui.compare import beside, looks, table;"
        "from lstm_core.ui.report import against, beside, errors, parts, reading, timemachine, verdict;"
        "from lstm_core.ui.forms import catalogue, experiment, sources; from lstm_core.ui.memory import contents;"
        "from lstm_core.jobs import workers;"
        "print([name for name in ('tensorflow', 'keras') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_no_two_components_have_one_name():
    """Streamlit gives both the one that was registered last, so one of two pages breaks after the other was seen."""
    found = re.compile(r'components\.v2\.component\(\s*"([^"]+)"')
    names = [name for file in ROOT.glob("lstm_core/ui/**/*.py") for name in found.findall(file.read_text())]
    assert len(names) == len(set(names)) > 5


def test_fragments_begin_at_one_place():
    """Which keeps them from standing inside one another: the browser may then show an empty page."""
    files = [*ROOT.glob("pages/*.py"), *ROOT.glob("lstm_core/ui/**/*.py"), ROOT / "app.py"]
    using = [file.name for file in files if re.search(r"\bst\.(fragment|dialog)\b", file.read_text())]
    assert using == ["fragment.py"]
