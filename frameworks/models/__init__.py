from frameworks.models.adoption import AdoptionMetric, AdoptionSeries
from frameworks.models.fact import Fact, Package, SupportWindow
from frameworks.models.fact_values import FactName
from frameworks.models.feature import Feature, FeatureGroup, Support, SupportLevel
from frameworks.models.framework import Framework, Kind
from frameworks.models.release import PythonVersion, Release
from frameworks.models.resource import Access, LearningResource, ResourceFramework, ResourceKind
from frameworks.models.source import Source, SourceKind
