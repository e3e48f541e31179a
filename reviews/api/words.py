"""What properties of answers about what is said mean, where neither their serializer nor their model says so."""

from collections.abc import Mapping

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "Guide": {
        "covers": "The frameworks that it writes about, as it names them.",
        "gaps": "What our copy lacks, and what to know when reading it.",
        "author": "Who wrote it; empty where no author is named.",
        "interest": "What whoever speaks gains from it.",
        "commercial_interest": "That gain, in a sentence; empty where none is noted.",
    },
    "Level": {"meaning": "What the level says; empty where its label says all."},
    "Criterion": {
        "levels": "The levels of its scale, the lowest first.",
        "question": "It as a question; empty where the name says all.",
        "subject": "What it is asked of.",
        "scale": "Whether its levels have an order.",
        "better": "Which end of the scale is the good one.",
    },
    "Rating": {
        "level": "The level on the scale of the criterion; null where the guide names none.",
        "shared_with": "The other framework that the guide judges at once; null where it judges this one alone.",
        "basis": "Whether the guide graded it itself, or its words were coded.",
    },
    "Assessment": {"summary": "What it says, in our own words."},
    "Remark": {
        "framework": "The framework it is about; null where it is about a learning resource.",
        "resource": "The learning resource it is about; null where it is about a framework.",
        "criterion": "The criterion it belongs to; null where it belongs to none.",
        "point": "The point that other guides make too; null where this guide stands alone with it.",
        "basis": "Where in the guide it was found.",
    },
    "SharedRemark": {
        "framework": "The framework it is about; null where it is about a learning resource.",
        "resource": "The learning resource it is about; null where it is about a framework.",
    },
    "Point": {"remarks": "The remarks that make this point."},
    "Pick": {"role": "How the guide speaks of the framework there."},
    "UseCase": {"recommendations": "What each guide advises for it."},
    "Question": {"answers": "What each guide answers."},
    "Topic": {
        "questions": "The questions, each with what the guides answer.",
        "introduction": "What the topic is about; empty where the title says all.",
    },
    "Technology": {"mentions": "The guides that name it."},
    "Conflict": {
        "sides": "What each side says.",
        "extent": "Whether guides contradict each other, or one contradicts itself.",
        "framework": "The framework it is about; null where it is about several.",
    },
    "Proof": {
        "support": "The cell of the feature matrix it was held against; null where it was something else.",
        "fact": "The fact it was held against; null where it was something else.",
        "source": "The source it was held against; null where it was something else.",
    },
    "Statement": {
        "framework": "The framework it is about; null where it is about several.",
        "proofs": "What it was held against.",
        "passages": "The claims in which it stands.",
        "explanation": "Why it stands so, in the words of an editor; empty where the finding says all.",
    },
    "Consensus": {
        "verdict": "How far the guides agree.",
        "positions": "Where each guide stands that names a level.",
    },
    "StandingRow": {"standings": "Where the guides stand on each framework."},
    "MergedRemark": {"side": "Whether it speaks for the framework or against it."},
    "Alone": {"feature": "What the feature is called."},
    "Tally": {
        "agree": "How often the guides agree.",
        "step": "How often they lie one step apart.",
        "split": "How often they lie further apart.",
    },
    "Comparison": {
        "frameworks": "The frameworks compared, in the order of their slugs.",
        "advice": "When guides pick each framework, and when they look elsewhere.",
        "criteria": "Where the guides stand, criterion by criterion.",
        "features": "The feature matrix of these frameworks.",
        "facts": "What is recorded of them beside features.",
        "remarks": "What guides say for and against each.",
    },
    "Ranks": {"best": "The best rank it has in any draw.", "worst": "The worst."},
    "Place": {"contributions": "What the points are made of, driver by driver."},
    "Confidence": {"words": "The same in a sentence."},
    "Lack": {
        "need": "The key of the demand.",
        "feature": "The key of the feature that the demand rests on.",
    },
    "Inactive": {"fact": "The name of the fact that says so."},
    "Change": {
        "weight": "The weight it has now.",
        "to": "The nearest weight that changes who is first.",
        "leaders": "Who is first then.",
    },
    "Challenger": {"total": "Its points with full marks on all that is missing."},
    "Finder": {
        "finder_version": "The version of the finder, which is part of its addresses.",
        "answers": "The answers given, by question.",
        "weights": "What each driver weighs.",
        "ranking": "The frameworks, the first on top.",
        "clash": "The fewest demands that leave no framework; mostly empty.",
    },
}
"""By the name of the schema."""
