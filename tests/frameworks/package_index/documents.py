"""Documents as the package index gives them, in the shapes recorded from it on 2026-11-21."""

from typing import Any

INFO: dict[str, Any] = {
    "author": None,
    "classifiers": [
        "Development Status :: 5 - Production/Stable",
        "Programming Language :: Python :: 3.13",
        "Programming Language :: Python :: 3.14",
        "Typing :: Typed",
    ],
    "license": None,
    "license_expression": "BSD-3-Clause",
    "project_urls": {"Source": "https://github.com/pallets/flask/"},
    "provides_extra": ["async", "dotenv"],
    "requires_dist": [
        "blinker>=1.9.0",
        "click>=8.1.3",
        'importlib-metadata>=3.6.0; python_version < "3.10"',
        'asgiref>=3.2; extra == "async"',
        'python-dotenv; extra == "dotenv"',
    ],
    "requires_python": ">=3.9",
    "yanked": False,
    "yanked_reason": None,
}
"""What a document says of the version it presents, beside its name and number."""


def file_of(version: str, day: str = "2026-02-19", **fields: Any) -> dict[str, Any]:
    """Return one file of a release; by default a wheel for any platform."""
    return {
        "filename": f"flask-{version}-py3-none-any.whl",
        "packagetype": "bdist_wheel",
        "python_version": "py3",
        "requires_python": ">=3.9",
        "size": 103_424,
        "upload_time": f"{day}T05:00:56",
        "upload_time_iso_8601": f"{day}T05:00:56Z",
        "yanked": False,
        "yanked_reason": None,
        **fields,
    }


def release(version: str, day: str = "2026-02-19", **fields: Any) -> dict[str, list[dict[str, Any]]]:
    """Return one release with one file."""
    return {version: [file_of(version, day, **fields)]}


def package_document(
    package: str = "Flask", releases: dict[str, Any] | None = None, *, vulnerabilities: Any = (), **info: Any
) -> dict[str, Any]:
    """Return the document of a package; ``info`` replaces what it says of the version it presents."""
    files = release("3.1.3") | release("3.1.2", "2025-08-19") if releases is None else releases
    version = next(iter(files), "3.1.3")
    return {
        "info": {"name": package, "version": version, **INFO, **info},
        "last_serial": 1,
        "releases": files,
        "urls": files.get(version, []),
        "vulnerabilities": list(vulnerabilities),
    }
