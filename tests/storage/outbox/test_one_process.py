"""On SQLite one process serves at a time, and the next one may when it is gone."""

from pathlib import Path

import pytest
from worker_processes import worker

from storage.errors import StorageError
from storage.one_process import only_process


def test_a_second_process_on_the_same_file_is_refused_and_told_why(sqlite_url: str) -> None:
    with worker("serve", sqlite_url) as first:
        assert first.says() == "serving"
        with worker("serve", sqlite_url) as second:
            refused = second.says()
    assert refused.startswith("already_serving: En annan Fristvakt är redan igång")


def test_a_second_process_is_refused_by_any_way_to_the_file(
    sqlite_url: str, tmp_path: Path
) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "fristvakt.db")
    with worker("serve", sqlite_url) as first:
        assert first.says() == "serving"
        with pytest.raises(StorageError) as refused, only_process(f"sqlite:///{tmp_path}/link.db"):
            raise AssertionError
    assert refused.value.code == "already_serving"
    assert "PostgreSQL" in refused.value.message


def test_a_killed_process_leaves_no_lock_behind(sqlite_url: str) -> None:
    with worker("serve", sqlite_url) as first:
        assert first.says() == "serving"
        first.kill()
    with only_process(sqlite_url), worker("serve", sqlite_url) as second:
        assert second.says().startswith("already_serving: ")


def test_whoever_has_finished_leaves_room_for_the_next(sqlite_url: str) -> None:
    with only_process(sqlite_url):
        pass
    with only_process(sqlite_url):
        pass


def test_the_lock_is_its_owners_only(sqlite_url: str, tmp_path: Path) -> None:
    with only_process(sqlite_url):
        assert (tmp_path / "fristvakt.db.serving").stat().st_mode & 0o777 == 0o600


def test_a_file_that_cannot_be_locked_is_told_by_name(sqlite_url: str, tmp_path: Path) -> None:
    in_the_way = tmp_path / "fristvakt.db.serving"
    in_the_way.mkdir()
    with pytest.raises(StorageError) as refused, only_process(sqlite_url):
        raise AssertionError
    assert refused.value.code == "serving_lock"
    assert str(in_the_way) in refused.value.message


@pytest.mark.parametrize("url", ["postgresql://server/fristvakt", "sqlite://"])
def test_elsewhere_any_number_may_serve(url: str) -> None:
    with only_process(url), only_process(url):
        pass
