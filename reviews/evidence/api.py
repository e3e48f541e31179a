"""How the API names the claims that an answer rests on."""

from typing import Any

from rest_framework import serializers

from reviews.evidence.claims import CitedClaim


class CitedClaimSerializer(serializers.Serializer):
    """One claim with its source."""

    key = serializers.CharField(help_text="The key of the claim.")
    says = serializers.CharField(help_text="What is recorded, in words; “not checked” where nothing is.")
    source = serializers.CharField(  # type: ignore[assignment]
        help_text="The title of what was read; empty where nothing is recorded."
    )
    place = serializers.CharField(help_text="Where in it, in words; empty where the address leads there.")
    day = serializers.DateField(allow_null=True, help_text="When it was read or ran; null where nothing was.")
    address = serializers.CharField(help_text="Where to read it; empty where no address is on record.")
    evidence = serializers.CharField(help_text="The page of the claim; empty where nothing is recorded.")


def claim_data(claim: CitedClaim, root: str) -> dict[str, Any]:
    """Return a claim with addresses that begin with ``root``."""
    return {
        "key": claim.key,
        "says": claim.says,
        "source": claim.source,
        "place": claim.place,
        "day": claim.day,
        "address": whole(claim.address, root),
        "evidence": whole(claim.evidence, root),
    }


def whole(address: str, root: str) -> str:
    return f"{root}{address}" if address.startswith("/") else address
