"""A certificate for localhost, by an authority that is made for it and trusted by nobody else."""

import subprocess
from pathlib import Path

from bench.cluster.parts import Failed, program

DAYS = "7"


def make_certificate(folder: Path) -> Path:
    """Write a certificate and its key for the entrance, and return the file of the authority that signed it."""
    folder.mkdir()
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    authority = ["-keyout", f"{folder}/authority.key", "-out", f"{folder}/authority.pem"]
    openssl("req", "-x509", *curve, "-days", DAYS, "-subj", "/CN=Plumbline drill", *authority)
    openssl("req", *curve, "-subj", "/CN=localhost", "-keyout", f"{folder}/key.pem", "-out", f"{folder}/request.pem")
    names = folder / "names"
    names.write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    signed = ["-CA", f"{folder}/authority.pem", "-CAkey", f"{folder}/authority.key", "-CAcreateserial", "-days", DAYS]
    request = ["-in", f"{folder}/request.pem", "-extfile", str(names), "-out", f"{folder}/fullchain.pem"]
    openssl("x509", "-req", *signed, *request)
    return folder / "authority.pem"


def openssl(*arguments: str) -> None:
    done = subprocess.run([program("openssl"), *arguments], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise Failed(f"openssl {arguments[0]}: {done.stderr[-500:]}")
