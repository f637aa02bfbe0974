"""Whether a folder is safe for a database: not one that a program syncs, nor one on the network.

A syncing program swaps the file under us; over a network SQLite's write-ahead log does not hold.
"""

from __future__ import annotations

import enum
import itertools
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MOUNTS: Final = Path("/proc/self/mountinfo")


class Kind(enum.Enum):
    LOCAL = "local"
    SYNCED = "synced"
    NETWORK = "network"


@dataclass(frozen=True)
class Place:
    """``name`` is the syncing program, or the type of the file system."""

    kind: Kind = Kind.LOCAL
    name: str = ""

    @property
    def is_safe(self) -> bool:
        return self.kind is Kind.LOCAL


LOCAL: Final = Place()

_MARKERS: Final = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".tmp.driveupload": "Google Drive",
    ".tmp.drivedownload": "Google Drive",
    ".shortcut-targets-by-id": "Google Drive",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
    ".stfolder": "Syncthing",
    ".stignore": "Syncthing",
    ".seafile-data": "Seafile",
    ".boxsyncignore": "Box",
    ".SynologyWorkingDirectory": "Synology Drive",
    ".megaignore": "MEGA",
}
"""What the programs leave at the top of the folders that they sync, or below the folder of a user."""

_AT_HOME: Final = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "icloud": "iCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "box": "Box",
    "box sync": "Box",
    "seafile": "Seafile",
    "syncthing": "Syncthing",
    "synologydrive": "Synology Drive",
    "mega": "MEGA",
    "megasync": "MEGA",
    "pclouddrive": "pCloud",
    "tresorit": "Tresorit",
    "proton drive": "Proton Drive",
}
"""How the programs call their folder, directly in a home folder or at the top of a drive. Elsewhere a
folder of that name can be anything."""

_MACOS_CLOUD: Final = ("Library", "CloudStorage")
_ICLOUD: Final = ("Library", "Mobile Documents")
_ONEDRIVE: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""Where Windows says that OneDrive is."""

_NETWORK: Final = frozenset(
    "nfs nfs3 nfs4 cifs smb smb2 smb3 smbfs afs afpfs ncpfs ncp 9p v9fs drvfs ceph gfs2 glusterfs lustre"
    " davfs webdav beegfs gpfs pvfs2 orangefs coda vboxsf vmhgfs prl_fs acfs".split()
)
_LOCAL_FUSE: Final = frozenset(
    "ntfs ntfs-3g exfat lowntfs-3g encfs gocryptfs cryfs securefs mergerfs bindfs fuse-overlayfs"
    " ext2 ext4 apfs hfs".split()
)
"""File systems in user space that lie on a disk of this computer; the others lead elsewhere."""


def place_of(
    path: Path,
    *,
    home: Path | None = None,
    mounts: str | None = None,
    env: Mapping[str, str] = os.environ,
) -> Place:
    """Where a library at ``path`` lies or would lie; links are followed, nothing is opened but small
    files of the syncing programs. ``mounts`` is the text of the system's mount table."""
    real = Path(os.path.realpath(path))
    home = Path(os.path.realpath(home or Path.home()))
    folders = list(real.parents)
    for found in (_named(folders, home), _told(folders, home, env), _marked(folders)):
        if found:
            return Place(Kind.SYNCED, found)
    if network := _network(real, mounts):
        return Place(Kind.NETWORK, network)
    return LOCAL


def _named(folders: Sequence[Path], home: Path) -> str:
    """The program whose usual folder is one of these."""
    for folder in folders:
        parts = folder.parts
        if parts[-2:-1] == ("CloudStorage",) and parts[-3:-1] == _MACOS_CLOUD:
            return _stem(folder.name)
        if parts[-2:] == _ICLOUD:
            return "iCloud"
        above = folder.parent
        at_top = above == home or above.parent.name in ("home", "Users") or above == above.parent
        if at_top and (name := _AT_HOME.get(_bare(folder.name))):
            return name
    return ""


def _bare(name: str) -> str:
    """ "OneDrive - Ministry" and "Dropbox (Personal)" are told by their first word."""
    return name.split(" - ")[0].split(" (")[0].strip().casefold()


def _stem(name: str) -> str:
    """macOS calls these folders "OneDrive-Ministry", "GoogleDrive-eva@example.org", "Box-Box"."""
    first = name.split("-")[0].casefold()
    return _AT_HOME.get(first, name.split("-")[0] or "CloudStorage")


def _told(folders: Sequence[Path], home: Path, env: Mapping[str, str]) -> str:
    """The program that says itself that it syncs one of these folders."""
    known = set(folders)
    for name in _ONEDRIVE:
        if env.get(name) and Path(os.path.realpath(env[name])) in known:
            return "OneDrive"
    for folder in _dropbox_folders(home, env):
        if folder in known:
            return "Dropbox"
    return ""


def _dropbox_folders(home: Path, env: Mapping[str, str]) -> Iterator[Path]:
    places = [home / ".dropbox" / "info.json"]
    places += [
        Path(env[name]) / "Dropbox" / "info.json"
        for name in ("APPDATA", "LOCALAPPDATA")
        if env.get(name)
    ]
    for place in places:
        try:
            accounts = json.loads(place.read_text(encoding="utf-8"))
            found = [str(account["path"]) for account in accounts.values()]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
        yield from (Path(os.path.realpath(one)) for one in found)


def _marked(folders: Sequence[Path]) -> str:
    """The program that left its mark in one of these folders."""
    for folder in folders:
        # The same name stands in the home folder for the program's own settings.
        settings = (folder / ".dropbox" / "info.json").exists()
        for marker, name in _MARKERS.items():
            if os.path.lexists(folder / marker) and not (marker == ".dropbox" and settings):
                return name
        if _has_sync_journal(folder):
            return "Nextcloud / ownCloud"
    return ""


def _has_sync_journal(folder: Path) -> bool:
    """The client of both programs keeps ".sync_1a2b3c.db" at the top of what it syncs."""
    try:
        with os.scandir(folder) as entries:
            return any(
                entry.name.startswith((".sync_", "._sync_")) and entry.name.endswith(".db")
                for entry in itertools.islice(entries, 5000)
            )
    except OSError:
        return False


def _network(real: Path, mounts: str | None) -> str:
    """The type of the network file system, "" for a disk of this computer."""
    if real.drive.startswith(("\\\\", "//")) and not real.drive.startswith("\\\\?\\"):
        return "SMB"
    if mounts is None:
        if sys.platform == "win32":
            return _windows_drive(real)
        if sys.platform == "darwin":
            return _macos_type(real)
        try:
            mounts = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return ""
    kind = _mounted_as(str(real), mounts)
    base, _dot, below = kind.partition(".")
    if base in ("fuse", "fuseblk"):
        lies_here = base == "fuseblk" or below in _LOCAL_FUSE
        return "" if lies_here else below or kind
    return kind if base in _NETWORK else ""


def _mounted_as(real: str, mounts: str) -> str:
    """The file system under ``real``: the one with the longest mount point; of two, the later."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        left, _dash, right = line.partition(" - ")
        fields = left.split(" ")
        if len(fields) < 5 or not right:
            continue
        point = _unescaped(fields[4])
        inside = point == "/" or real == point or real.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= best:
            best, kind = len(point), right.split(" ")[0]
    return kind


def _unescaped(text: str) -> str:
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, sign)
    return text


def _windows_drive(real: Path) -> str:
    import ctypes

    remote = 4  # DRIVE_REMOTE
    windll = getattr(ctypes, "windll", None)
    root = real.drive + "\\"
    return "SMB" if windll and windll.kernel32.GetDriveTypeW(root) == remote else ""


def _macos_type(real: Path) -> str:
    """From ``statfs``: its flag "local" is the system's own answer."""
    import ctypes
    import ctypes.util

    local, flags_at, type_at = 0x1000, 64, 72
    buffer = ctypes.create_string_buffer(4096)
    system = ctypes.CDLL(ctypes.util.find_library("c"))
    there = next((one for one in (real, *real.parents) if one.exists()), Path("/"))
    if system.statfs(os.fsencode(there), buffer) != 0:
        return ""
    flags = int.from_bytes(buffer.raw[flags_at : flags_at + 4], sys.byteorder)
    name = buffer.raw[type_at : type_at + 16].split(b"\0")[0].decode("ascii", "replace")
    return "" if flags & local else name or "network"
