from measurements.models.figure import CPU, Figure, Measure
from measurements.models.program import Program
from measurements.models.proof import CellProof, ProofVerdict
from measurements.models.run import LabRun
from measurements.models.task import Task
