"""Tiny valid enhanced objects for tests: CT, PET and MR with several frames in one file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom import DataElement, Dataset
from pydicom.dataset import FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

from tests.dicom_factories import ORIGIN_MM, SPACING_MM, STEP_MM, stored, uid

FRAMES = 5
CLASSES = {
    "CT": "1.2.840.10008.5.1.4.1.1.2.1",
    "MR": "1.2.840.10008.5.1.4.1.1.4.1",
    "PT": "1.2.840.10008.5.1.4.1.1.130",
}
CONVERTED_PET = "1.2.840.10008.5.1.4.1.1.128.1"

PULSE_SEQUENCE = {
    "PulseSequenceName": "SE",
    "MRAcquisitionType": "2D",
    "EchoPulseSequence": "SPIN",
    "MultipleSpinEcho": "NO",
    "MultiPlanarExcitation": "NO",
    "PhaseContrast": "NO",
    "TimeOfFlightContrast": "NO",
    "SteadyStatePulseSequence": "NONE",
    "EchoPlanarPulseSequence": "NO",
    "SaturationRecovery": "NO",
    "SpectrallySelectedSuppression": "NONE",
    "OversamplingPhase": "NONE",
    "GeometryOfKSpaceTraversal": "RECTILINEAR",
    "RectilinearPhaseEncodeReordering": "LINEAR",
    "SegmentedKSpaceTraversal": "SINGLE",
    "NumberOfKSpaceTrajectories": 1,
}
"""How an MR was measured: type 1C, required of originals (PS3.3 C.8.13.4)."""

Edit = Callable[[Dataset, int], None]


def item(**values: Any) -> Dataset:
    """Return an item of a sequence."""
    made = Dataset()
    for keyword, value in values.items():
        setattr(made, keyword, value)
    return made


def code(value: str, scheme: str, meaning: str) -> list[Dataset]:
    return [item(CodeValue=value, CodingSchemeDesignator=scheme, CodeMeaning=meaning)]


def ct(
    count: int = FRAMES, edit: Edit | None = None, order: Sequence[int] | None = None
) -> Dataset:
    """Return an Enhanced CT; ``order`` gives the position of each stored frame."""
    dataset = _object("CT", count, order or range(count), stored)
    kind = item(FrameType=["ORIGINAL", "PRIMARY", "VOLUME", "NONE"], **_description("CT"))
    shared = dataset.SharedFunctionalGroupsSequence[0]
    shared.CTImageFrameTypeSequence = [kind]
    shared.PixelValueTransformationSequence = [
        item(RescaleIntercept="-1024", RescaleSlope="1", RescaleType="HU")
    ]
    shared.FrameVOILUTSequence = [item(WindowCenter="40", WindowWidth="400")]
    shared.IrradiationEventIdentificationSequence = [item(IrradiationEventUID=uid("event"))]
    shared.CTAcquisitionTypeSequence = [
        item(AcquisitionType="SEQUENCED", ConstantVolumeFlag="NO",
             FluoroscopyFlag="NO")
    ]  # fmt: skip
    shared.CTAcquisitionDetailsSequence = [
        item(RotationDirection="CW", RevolutionTime=0.5, SingleCollimationWidth=1.0,
             TotalCollimationWidth=10.0, TableHeight=100.0, GantryDetectorTilt=0.0,
             DataCollectionDiameter=500.0)
    ]  # fmt: skip
    shared.CTGeometrySequence = [
        item(DistanceSourceToDetector=1000.0, DistanceSourceToDataCollectionCenter=500.0)
    ]
    shared.CTReconstructionSequence = [
        item(ReconstructionAlgorithm="FILTER_BACK_PROJ", ConvolutionKernel="B30f",
             ConvolutionKernelGroup="SOFT_TISSUE", ReconstructionDiameter=12.0,
             ReconstructionPixelSpacing=list(SPACING_MM), ReconstructionAngle=360.0,
             ImageFilter="NONE")
    ]  # fmt: skip
    shared.CTTableDynamicsSequence = [item(TableSpeed=0.0, TableFeedPerRotation=0.0)]
    shared.CTPositionSequence = [
        item(TablePosition=0.0, DataCollectionCenterPatient=[0.0, 0.0, 0.0],
             ReconstructionTargetCenterPatient=[0.0, 0.0, 0.0])
    ]  # fmt: skip
    shared.CTExposureSequence = [
        item(ExposureTimeInms=500.0, XRayTubeCurrentInmA=200.0, ExposureInmAs=100.0,
             ExposureModulationType="NONE", EstimatedDoseSaving=0.0, CTDIvol=5.0)
    ]  # fmt: skip
    shared.CTXRayDetailsSequence = [
        item(KVP="120", FocalSpots=[0.8], FilterType="FLAT", FilterMaterial="ALUMINUM")
    ]
    dataset.MultienergyCTAcquisition = "NO"
    return _edited(dataset, edit)


def mr(
    count: int = FRAMES, edit: Edit | None = None, order: Sequence[int] | None = None
) -> Dataset:
    """Return an Enhanced MR whose rescale differs from frame to frame."""
    dataset = _object("MR", count, order or range(count), lambda at: stored(at) + np.int16(1000))
    kind = item(FrameType=["ORIGINAL", "PRIMARY", "VOLUME", "NONE"], **_description("MR"))
    shared = dataset.SharedFunctionalGroupsSequence[0]
    shared.MRImageFrameTypeSequence = [kind]
    shared.MREchoSequence = [item(EffectiveEchoTime=20.0)]
    shared.MRTimingAndRelatedParametersSequence = [
        item(RepetitionTime="500", FlipAngle="90", EchoTrainLength="1", RFEchoTrainLength=1,
             GradientEchoTrainLength=0, SpecificAbsorptionRateDefinition="IEC_WHOLE_BODY",
             SpecificAbsorptionRateValue=0.1, GradientOutputType="DB_DT", GradientOutput=1.0,
             OperatingModeSequence=[item(OperatingModeType="GRADIENT", OperatingMode="IEC_NORMAL")])
    ]  # fmt: skip
    timing = shared.MRTimingAndRelatedParametersSequence[0]
    timing.SpecificAbsorptionRateSequence = [
        item(SpecificAbsorptionRateDefinition="IEC_WHOLE_BODY", SpecificAbsorptionRateValue=0.1)
    ]
    shared.MRFOVGeometrySequence = [
        item(InPlanePhaseEncodingDirection="ROW", MRAcquisitionFrequencyEncodingSteps=24,
             MRAcquisitionPhaseEncodingStepsInPlane=16, PercentSampling="100",
             PercentPhaseFieldOfView="100")
    ]  # fmt: skip
    shared.MRModifierSequence = [
        item(InversionRecovery="NO", FlowCompensation="NONE", T2Preparation="NO",
             SpectrallySelectedExcitation="NONE", SpatialPresaturation="NONE",
             PartialFourier="NO", ParallelAcquisition="NO", Spoiling="NONE")
    ]  # fmt: skip
    shared.MRImagingModifierSequence = [
        item(MagnetizationTransfer="NONE", BloodSignalNulling="NO", Tagging="NONE",
             TransmitterFrequency=127.0, PixelBandwidth="200")
    ]  # fmt: skip
    shared.MRReceiveCoilSequence = [
        item(ReceiveCoilName="BODY", ReceiveCoilManufacturerName="", ReceiveCoilType="BODY",
             QuadratureReceiveCoil="YES")
    ]  # fmt: skip
    shared.MRTransmitCoilSequence = [
        item(TransmitCoilName="BODY", TransmitCoilManufacturerName="", TransmitCoilType="BODY")
    ]
    shared.MRAveragesSequence = [item(NumberOfAverages="1")]
    for keyword, value in PULSE_SEQUENCE.items():
        setattr(dataset, keyword, value)
    dataset.ResonantNucleus, dataset.MagneticFieldStrength = "1H", "3"
    dataset.KSpaceFiltering = "NONE"
    dataset.ApplicableSafetyStandardAgency = "IEC"
    dataset.ApplicableSafetyStandardDescription = "IEC 60601-2-33"
    dataset.update(_description("MR"))
    for at, frame in enumerate(dataset.PerFrameFunctionalGroupsSequence):
        frame.PixelValueTransformationSequence = [
            item(RescaleIntercept=str(-at), RescaleSlope=f"0.{at + 1}25", RescaleType="US")
        ]
        frame.FrameVOILUTSequence = [item(WindowCenter=str(300 + at), WindowWidth="900")]
    return _edited(dataset, edit)


def pt(
    count: int = FRAMES, edit: Edit | None = None, order: Sequence[int] | None = None
) -> Dataset:
    """Return an Enhanced PET: Bq/ml by real world value mapping, slope of each frame its own."""
    dataset = _object("PT", count, order or range(count), lambda at: np.abs(stored(at)))
    shared = dataset.SharedFunctionalGroupsSequence[0]
    shared.PETFrameTypeSequence = [
        item(FrameType=["ORIGINAL", "PRIMARY", "VOLUME", "NONE"], **_description("PT"))
    ]
    shared.PixelValueTransformationSequence = [
        item(RescaleIntercept="0", RescaleSlope="1", RescaleType="US")
    ]
    shared.FrameVOILUTSequence = [item(WindowCenter="700", WindowWidth="1400")]
    shared.PETFrameAcquisitionSequence = [
        item(TableHeight=0.0, GantryDetectorTilt=0.0, GantryDetectorSlew=0.0,
             DataCollectionDiameter=700.0)
    ]  # fmt: skip
    shared.PETDetectorMotionDetailsSequence = [item(RotationDirection="CW", RevolutionTime=1.0)]
    shared.PETPositionSequence = [
        item(TablePosition=0.0, DataCollectionCenterPatient=[0.0, 0.0, 0.0],
             ReconstructionTargetCenterPatient=[0.0, 0.0, 0.0])
    ]  # fmt: skip
    shared.PETFrameCorrectionFactorsSequence = [
        item(PrimaryPromptsCountsAccumulated=1, SliceSensitivityFactor=1.0, DecayFactor=1.0,
             ScatterFractionFactor=0.0, DeadTimeFactor=1.0)
    ]  # fmt: skip
    shared.PETReconstructionSequence = [
        item(ReconstructionType="3D", ReconstructionAlgorithm="OSEM", IterativeReconstructionMethod
             ="YES", NumberOfIterations=2, NumberOfSubsets=10, ReconstructionDiameter=500.0)
    ]  # fmt: skip
    shared.RadiopharmaceuticalUsageSequence = [item(RadiopharmaceuticalAgentNumber=1)]
    for at, frame in enumerate(dataset.PerFrameFunctionalGroupsSequence):
        frame.RealWorldValueMappingSequence = [mapping(f"1.{at + 1}234567")]
    dataset.PatientWeight = "70"
    dataset.CountsSource = "EMISSION"
    dataset.ViewCodeSequence = code("G-A138", "SRT", "Coronal")
    dataset.ViewCodeSequence[0].ViewModifierCodeSequence = []
    dataset.SliceProgressionDirection = "APEX_TO_BASE"
    dataset.TypeOfDetectorMotion, dataset.CollimatorType = "NONE", "NONE"
    dataset.TableMotion, dataset.TimeOfFlightInformationUsed = "STATIC", "FALSE"
    dataset.AcquisitionStartCondition, dataset.AcquisitionTerminationCondition = "MANU", "TIME"
    dataset.TransverseDetectorSeparation = dataset.AxialDetectorDimension = 4.0
    dataset.TerminationTimeThreshold, dataset.CoincidenceWindowWidth = 1.0, 5.0
    dataset.EnergyWindowRangeSequence = [
        item(EnergyWindowLowerLimit="435", EnergyWindowUpperLimit="650")
    ]
    dataset.AttenuationCorrectionTemporalRelationship = "SIMULTANEOUS"
    for flag in ("Decay", "Attenuation"):
        setattr(dataset, f"{flag}Corrected", "YES")
    for flag in ("Scatter", "DeadTime", "GantryMotion", "PatientMotion", "Randoms",
                 "CountLossNormalization", "NonUniformRadialSampling"):  # fmt: skip
        setattr(dataset, f"{flag}Corrected", "NO")
    dataset.SensitivityCalibrated = "YES"
    dataset.DetectorNormalizationCorrection = "NO"
    dataset.AttenuationCorrectionSource = "CT"
    dataset.DecayCorrectionDateTime = "20240102120000"
    dataset.RadiopharmaceuticalInformationSequence = [
        item(RadiopharmaceuticalAgentNumber=1, RadiopharmaceuticalStartDateTime="20240102110000",
             RadionuclideTotalDose="350", RadionuclideHalfLife="6586.2",
             RadionuclidePositronFraction="0.97",
             RadionuclideCodeSequence=code("C-111A1", "SRT", "^18^Fluorine"),
             AdministrationRouteCodeSequence=code("G-D101", "SRT", "Intravenous route"),
             RadiopharmaceuticalCodeSequence=code("C-B1031", "SRT", "Fluorodeoxyglucose F^18^"))
    ]  # fmt: skip
    return _edited(dataset, edit)


def mapping(slope: str, unit: str = "Bq/ml") -> Dataset:
    """Return a real world value mapping of every value that is stored."""
    made = item(
        LUTExplanation="activity",
        LUTLabel="ACT",
        MeasurementUnitsCodeSequence=code(unit, "UCUM", unit),
        RealWorldValueIntercept=0.0,
        RealWorldValueSlope=float(slope),
    )
    made.add_new(0x00409216, "SS", 0)
    made.add_new(0x00409211, "SS", 1500)
    return made


def converted_pt(classic: Sequence[Dataset]) -> Dataset:
    """Return classic PET slices as a Legacy Converted Enhanced PET (PS3.3 A.72)."""
    pixels = [one.pixel_array for one in classic]
    dataset = _object("PT", len(classic), range(len(classic)), lambda at: pixels[at])
    dataset.SOPClassUID = CONVERTED_PET
    shared = dataset.SharedFunctionalGroupsSequence[0]
    kind = item(FrameType=["ORIGINAL", "PRIMARY", "VOLUME", "NONE"], **_description("PT"))
    shared.PETFrameTypeSequence = [kind]
    keywords = ("Units", "CorrectedImage", "DecayCorrection", "SeriesTime", "AcquisitionDate",
                "AcquisitionTime", "FrameReferenceTime", "ActualFrameDuration")  # fmt: skip
    shared.UnassignedSharedConvertedAttributesSequence = [
        item(**{keyword: classic[0][keyword].value for keyword in keywords})
    ]
    dataset.SeriesTime = classic[0].SeriesTime
    dataset.PatientWeight = classic[0].PatientWeight
    sequence = classic[0].RadiopharmaceuticalInformationSequence
    dataset.RadiopharmaceuticalInformationSequence = sequence
    for one, frame in zip(classic, dataset.PerFrameFunctionalGroupsSequence, strict=True):
        frame.PixelValueTransformationSequence = [
            item(RescaleIntercept="0", RescaleSlope=str(one.RescaleSlope), RescaleType="US")
        ]
        frame.UnassignedPerFrameConvertedAttributesSequence = [
            item(ImageIndex=one.ImageIndex, DecayFactor=one.DecayFactor)
        ]
    return dataset


def _description(modality: str) -> Mapping[str, Any]:
    common = {
        "PixelPresentation": "MONOCHROME",
        "VolumetricProperties": "VOLUME",
        "VolumeBasedCalculationTechnique": "NONE",
    }
    if modality != "MR":
        return common
    return {**common, "ComplexImageComponent": "MAGNITUDE", "AcquisitionContrast": "T1"}


def _edited(dataset: Dataset, edit: Edit | None) -> Dataset:
    if edit is not None:
        for at, frame in enumerate(dataset.PerFrameFunctionalGroupsSequence):
            edit(frame, at)
    return dataset


def _object(
    modality: str, count: int, order: Sequence[int], pixels: Callable[[int], NDArray[Any]]
) -> Dataset:
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 100"
    dataset.SOPClassUID = CLASSES[modality]
    dataset.SOPInstanceUID = uid(modality, "enhanced")
    dataset.StudyInstanceUID = uid("study")
    dataset.SeriesInstanceUID = uid(modality, "enhanced series")
    dataset.FrameOfReferenceUID = uid("frame")
    dataset.PositionReferenceIndicator = ""
    dataset.Modality = modality
    dataset.ImageType = ["ORIGINAL", "PRIMARY", "VOLUME", "NONE"]
    dataset.Manufacturer, dataset.ManufacturerModelName = "ACME", "Scan-o-mat"
    dataset.DeviceSerialNumber, dataset.SoftwareVersions = "1", "1"
    dataset.PatientName, dataset.PatientID = "Nobody^Test", "N-0"
    dataset.PatientBirthDate, dataset.PatientSex = "19700101", "O"
    dataset.StudyDate = dataset.SeriesDate = dataset.ContentDate = "20240102"
    dataset.StudyTime = dataset.SeriesTime = dataset.ContentTime = "080000"
    dataset.AcquisitionDateTime, dataset.AcquisitionDuration = "20240102120000", 1.0
    dataset.AccessionNumber = dataset.ReferringPhysicianName = ""
    dataset.StudyID, dataset.SeriesNumber, dataset.InstanceNumber = "1", "4", "1"
    dataset.SeriesDescription = f"Enhanced {modality}"
    dataset.PatientPosition = "HFS"
    dataset.ContentQualification = "PRODUCT"
    dataset.BurnedInAnnotation, dataset.LossyImageCompression = "NO", "00"
    dataset.PresentationLUTShape = "IDENTITY"
    dataset.AcquisitionContextSequence = []
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, "MONOCHROME2"
    dataset.update(_description("CT"))
    _dimensions(dataset)
    dataset.SharedFunctionalGroupsSequence = [_shared()]
    dataset.PerFrameFunctionalGroupsSequence = [_frame(at) for at in order]
    _pour(dataset, np.stack([pixels(at) for at in order]))
    assert dataset.NumberOfFrames == count
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    return dataset


def _pour(dataset: Dataset, pixels: NDArray[Any]) -> None:
    dataset.NumberOfFrames, dataset.Rows, dataset.Columns = pixels.shape
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = 16, 16, 15
    dataset.PixelRepresentation = 1
    dataset.add(DataElement(0x7FE00010, "OW", pixels.astype("<i2").tobytes()))


def _dimensions(dataset: Dataset) -> None:
    organisation = uid("dimensions")
    dataset.DimensionOrganizationSequence = [item(DimensionOrganizationUID=organisation)]
    dataset.DimensionIndexSequence = [
        item(DimensionOrganizationUID=organisation, DimensionIndexPointer=pointer,
             FunctionalGroupPointer=0x00209111)
        for pointer in (0x00209056, 0x00209057, 0x00209128)
    ]  # fmt: skip


def _shared() -> Dataset:
    return item(
        PixelMeasuresSequence=[
            item(PixelSpacing=[str(part) for part in SPACING_MM], SliceThickness=str(STEP_MM))
        ],
        PlaneOrientationSequence=[item(ImageOrientationPatient=["1", "0", "0", "0", "1", "0"])],
        FrameAnatomySequence=[
            item(FrameLaterality="U", AnatomicRegionSequence=code("T-D3000", "SRT", "Chest"))
        ],
    )


def _frame(at: int) -> Dataset:
    x, y, z = ORIGIN_MM
    position = [str(x), str(y), str(z + at * STEP_MM)]
    return item(
        FrameContentSequence=[
            item(FrameAcquisitionNumber=1, StackID="1", InStackPositionNumber=at + 1,
                 TemporalPositionIndex=1, DimensionIndexValues=[1, at + 1, 1],
                 FrameAcquisitionDateTime="20240102120000",
                 FrameReferenceDateTime="20240102120000", FrameAcquisitionDuration=500.0)
        ],
        PlanePositionSequence=[item(ImagePositionPatient=position)],
    )  # fmt: skip
