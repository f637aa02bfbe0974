"""B6, B7, B10: synced folders, network file systems, folders that cannot be written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from factories import person
from planner.errors import NotALibrary, WrongFolder
from planner.services.planner import create_planner, open_planner
from planner.settings import Settings
from planner.storage import folders, private_copies
from planner.storage.folders import Kind, place_of

LOCAL_DISK = "22 1 254:0 / / rw - ext4 /dev/vda rw\n"
HOMES = {
    "OneDrive": "OneDrive - Ministry of Science/plans",
    "Dropbox": "Dropbox (Personal)",
    "iCloud": "Library/Mobile Documents/com~apple~CloudDocs",
    "Google Drive": "Google Drive/My Drive",
    "Nextcloud": "Nextcloud/office",
    "ownCloud": "ownCloud",
    "Box": "Box",
    "Seafile": "Seafile/My Library",
    "Synology Drive": "SynologyDrive",
    "MEGA": "MEGA",
    "pCloud": "pCloudDrive",
    "Tresorit": "Tresorit",
}
MARKS = {
    "Dropbox": ".dropbox.cache/",
    "Google Drive": ".tmp.driveupload/",
    "Syncthing": ".stfolder/",
    "Seafile": ".seafile-data/",
    "Nextcloud / ownCloud": ".sync_0a1b2c3d.db",
    "Nextcloud": ".nextcloudsync.log",
    "ownCloud": ".owncloudsync.log",
    "Box": ".boxsyncignore",
    "MEGA": ".megaignore",
}


def _place(path: Path, home: Path, **more: object) -> folders.Place:
    return place_of(path, home=home, mounts=LOCAL_DISK, env={}, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("program", HOMES)
def test_the_usual_folder_of_a_syncing_program_is_known(tmp_path: Path, program: str) -> None:
    """B6, by where it lies."""
    place = _place(tmp_path / HOMES[program] / "a" / "library.planner", tmp_path)
    assert (place.kind, place.name) == (Kind.SYNCED, program)


@pytest.mark.parametrize("program", MARKS)
def test_a_mark_of_a_syncing_program_is_seen_in_any_folder_above(
    tmp_path: Path, program: str
) -> None:
    """B6, by what it leaves at the top."""
    top, mark = tmp_path / "work", MARKS[program]
    (top / "a" / "b").mkdir(parents=True)
    (top / mark).mkdir() if mark.endswith("/") else (top / mark).touch()
    assert _place(top / "a" / "b" / "library.planner", tmp_path).name == program


@pytest.mark.parametrize(
    ("folder", "program"),
    [("OneDrive-Ministry", "OneDrive"), ("GoogleDrive-eva@example.org", "Google Drive"),
     ("Box-Box", "Box"), ("Dropbox", "Dropbox"), ("Nextcloud-eva", "Nextcloud")],
)  # fmt: skip
def test_the_cloud_folders_of_macos_are_known(tmp_path: Path, folder: str, program: str) -> None:
    path = tmp_path / "Library" / "CloudStorage" / folder / "library.planner"
    assert _place(path, tmp_path).name == program


def test_what_windows_and_dropbox_say_themselves_counts(tmp_path: Path) -> None:
    drive, box = tmp_path / "D" / "work", tmp_path / "E" / "shared"
    told = tmp_path / ".dropbox" / "info.json"
    told.parent.mkdir()
    told.write_text(f'{{"business": {{"path": "{box}"}}}}', encoding="utf-8")
    env = {"OneDriveCommercial": str(drive)}
    for path, program in ((drive / "x.planner", "OneDrive"), (box / "a" / "x.planner", "Dropbox")):
        assert place_of(path, home=tmp_path, mounts=LOCAL_DISK, env=env).name == program


def test_an_ordinary_folder_is_safe_whatever_it_is_called(tmp_path: Path) -> None:
    """A box for papers is no Box; the settings of a program in the home folder are no mark."""
    (tmp_path / ".dropbox").mkdir()
    (tmp_path / ".dropbox" / "info.json").write_text("[]", encoding="utf-8")
    for folder in ("Documents/Box", "work/Nextcloud notes", "Documents/icloud", "Boxes"):
        assert _place(tmp_path / folder / "library.planner", tmp_path).is_safe


def test_a_link_into_a_synced_folder_is_one(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "plans").symlink_to(tmp_path / "Dropbox")
    assert _place(tmp_path / "plans" / "library.planner", tmp_path).name == "Dropbox"


@pytest.mark.parametrize(
    ("kind", "name"),
    [("nfs4", "nfs4"), ("cifs", "cifs"), ("smb3", "smb3"), ("9p", "9p"), ("fuse.sshfs", "sshfs"),
     ("fuse.gvfsd-fuse", "gvfsd-fuse"), ("fuse.rclone", "rclone"), ("afs", "afs")],
)  # fmt: skip
def test_a_network_file_system_is_known_by_its_type(kind: str, name: str) -> None:
    """B7, from the table of mounts: the longest mount point counts."""
    mounts = (
        LOCAL_DISK + f"40 22 0:44 / /srv/the\\040share rw,relatime shared:5 - {kind} host:/x rw\n"
    )
    place = place_of(Path("/srv/the share/a/x.planner"), mounts=mounts, env={})
    assert (place.kind, place.name) == (Kind.NETWORK, name)
    assert place_of(Path("/srv/the shares/x.planner"), mounts=mounts, env={}).is_safe


@pytest.mark.parametrize(
    "kind", ["ext4", "btrfs", "xfs", "fuseblk", "fuse.gocryptfs", "overlay", "vfat"]
)
def test_a_disk_of_this_computer_is_safe(kind: str) -> None:
    mounts = LOCAL_DISK + f"40 22 0:44 / /media/stick rw - {kind} /dev/sdb1 rw\n"
    assert place_of(Path("/media/stick/x.planner"), mounts=mounts, env={}).is_safe


@pytest.fixture
def synced(tmp_path: Path, empty_file: Path) -> Path:
    folder = tmp_path / "shared"
    (folder / ".stfolder").mkdir(parents=True)
    shutil.copyfile(empty_file, folder / "library.planner")
    return folder / "library.planner"


def test_no_library_is_made_in_a_synced_folder(synced: Path) -> None:
    """B6: refused at creation, with the program's name."""
    with pytest.raises(WrongFolder, match=r"is synced by Syncthing.*Nothing was made"):
        create_planner(str(synced.with_name("new.planner")), Settings())
    assert sorted(one.name for one in synced.parent.iterdir()) == [".stfolder", "library.planner"]


def test_a_library_in_a_synced_folder_is_not_written_and_reads_from_a_copy(synced: Path) -> None:
    """B6: read-only leaves nothing beside it, not even SQLite's own files."""
    with pytest.raises(WrongFolder, match="Move it to a folder of this computer"):
        open_planner(str(synced), Settings())
    planner = open_planner(str(synced), Settings(), read_only=True)
    assert planner.is_read_only
    assert planner.title == "library.planner"
    assert planner.contacts.count() == 0
    assert sorted(one.name for one in synced.parent.iterdir()) == [".stfolder", "library.planner"]
    copy = planner._core.library._read_from
    assert copy is not None
    planner.close()
    assert not copy.parent.exists()


def test_a_library_on_the_network_names_who_has_it_open(
    synced: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """B7 with B2."""
    from faults.test_writer_lock import written_by

    monkeypatch.setattr(folders, "place_of", lambda path: folders.Place(Kind.NETWORK, "nfs4"))
    with pytest.raises(WrongFolder, match=r"on the network \(nfs4\).*Work on a copy"):
        open_planner(str(synced), Settings())
    written_by(synced, "PC-17")
    with pytest.raises(WrongFolder, match=r"Maria \(PC-17\) has library\.planner open since 09:12"):
        open_planner(str(synced), Settings())


_READ = """
import os, sys
from planner.services.planner import open_planner
from planner.settings import Settings
open_planner(sys.argv[2], Settings()).contacts.count()  # all is imported: nobody may not read our home
from planner.storage import private_copies
os.setuid(65534)
planner = open_planner(sys.argv[1], Settings())
print(planner.is_read_only, planner.contacts.count(), sorted(os.listdir(os.path.dirname(sys.argv[1]))))
planner.close()
"""


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can become nobody")
@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o555, 0o644), (0o777, 0o444)])
def test_what_cannot_be_written_is_read_with_what_waits_in_the_log(
    empty_file: Path, folder_mode: int, file_mode: int
) -> None:
    """B10, a folder or a file alone: as nobody, the last saved change is seen, although it was never put into the file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "archive"
        work = Path(name) / "work"
        for one in (folder, work):
            one.mkdir()
        shutil.copyfile(empty_file, work / "library.planner")
        planner = open_planner(str(work / "library.planner"), Settings())
        planner.contacts.add(person())
        for end in ("", "-wal"):  # as a stick is pulled out
            shutil.copyfile(work / f"library.planner{end}", folder / f"library.planner{end}")
        planner.close()
        Path(name).chmod(0o755)
        for one in folder.iterdir():
            one.chmod(file_mode)
        folder.chmod(folder_mode)
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                _READ,
                str(folder / "library.planner"),
                str(work / "library.planner"),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout.split(maxsplit=2) == [
            "True", "1", "['library.planner', 'library.planner-wal']\n"
        ], done.stderr  # fmt: skip


class _Writes:
    """Copies as the system does, while another program writes so many times."""

    def __init__(self, path: Path, times: int) -> None:
        self.library, self.times, self.people = path, times, 0
        self._copy = shutil.copyfile

    def __call__(self, source: Path, target: Path) -> Path:
        copied = self._copy(source, target)
        if self.times:
            self.times -= 1
            planner = open_planner(str(self.library), Settings())
            for _one in range(30):  # as many pages as it takes to begin the log anew
                planner.contacts.add(person())
            self.people = planner.contacts.count()
            planner.close()
        return copied


@pytest.mark.parametrize("times", [1, 3])
def test_what_is_written_while_a_copy_is_made_is_copied_whole(
    empty_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    work = shutil.copyfile(empty_file, tmp_path / "written.planner")
    writes = _Writes(work, times)
    monkeypatch.setattr(shutil, "copyfile", writes)
    copy = private_copies.private_copy(work)
    monkeypatch.undo()
    planner = open_planner(str(copy), Settings())
    assert planner.contacts.count() == writes.people == 30 * times
    assert planner.checking_up.check(lambda: False).is_whole
    planner.close()
    private_copies.remove(copy)


def test_what_is_written_to_all_the_time_is_refused(
    empty_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = shutil.copyfile(empty_file, tmp_path / "written.planner")
    real = shutil.copyfile

    def copy(source: Path, target: Path) -> Path:
        copied = real(source, target)
        os.utime(source)
        return copied

    monkeypatch.setattr(shutil, "copyfile", copy)
    monkeypatch.setattr(private_copies, "_PAUSE", 0.001)
    with pytest.raises(NotALibrary, match="is being written to by another program"):
        private_copies.private_copy(work)
    assert not list(Path(tempfile.gettempdir()).glob(f"{private_copies.PREFIX}*/written.planner"))


def test_copies_to_read_from_are_for_this_user_only(synced: Path) -> None:
    copy = private_copies.private_copy(synced)
    if os.name != "nt":
        assert copy.parent.stat().st_mode & 0o077 == 0
    private_copies.remove(copy)
    assert not copy.parent.exists()
