"""The differences that an identity run may show, and why; all others are defects.

Each row: formats, a regular expression that the judge's whole remark must match, the reason.
"""

from __future__ import annotations

import re

__all__ = ["OF_ALL", "OF_ONE", "reason_for"]

Row = tuple[str, str]

IDENTITY = "a derived image is an object of its own (PS3.3 C.7.6.1.1.2)"
HISTORY = "what was done to it, with what, and of what it was made (PS3.3 C.7.6.1.1.3, C.12.1)"
MOMENTS = "when it was made; of a PET the time of the series stays (PS3.3 C.8.9.1)"
CAUTION = "that it is for research, and no diagnosis rests on it (PS3.3 C.12.1.1.4)"
FILE_META = "the file is written by another program (PS3.10 7.1)"
UNPACKED = "results are stored without compression"
RANGE = "no longer known, since pixels may have changed; the attribute is optional"
CONTAINER = "how the file is laid out, not what it says"
MARKS = "how the result was made"
STATISTICS = "no longer known, since pixels may have changed"
OVERVIEWS = "computed anew, by averaging, from the pixels of the result"

OF_ALL: dict[str, tuple[Row, ...]] = {
    "dicom": (
        (r"dcmdump: changed (SOPInstanceUID|SeriesInstanceUID)", IDENTITY),
        (r"dcmdump: (added|changed) (SeriesNumber|SeriesDescription|ImageType)", IDENTITY),
        (r"dcmdump: (added|changed) (SourceImageSequence|DerivationCodeSequence)", HISTORY),
        (r"dcmdump: (added|changed) DerivationDescription", HISTORY),
        (r"dcmdump: added ContributingEquipmentSequence", HISTORY),
        (r"dcmdump: (added|changed) (Instance|Content|Series|)(Creat\w+|Date|Time)", MOMENTS),
        (r"dcmdump: (added|changed) ImageComments", CAUTION),
        (r"dcmdump: added ContentQualification", CAUTION),
        (r"dcmdump: (added|changed) (MediaStorage|Implementation|FileMeta)\w+", FILE_META),
        (r"dcmdump: dropped SourceApplicationEntityTitle", FILE_META),
        (r"dcmdump: changed TransferSyntaxUID", UNPACKED),
        (r"dcmdump: (added|changed) SequenceDelimitationItem", UNPACKED),
        (r"dcmdump: dropped (Smallest|Largest)ImagePixelValue", RANGE),
        (r"dcmdump: dropped (DataSetTrailingPadding|GenericGroupLength)", CONTAINER),
    ),
    "nifti": (
        (r"nibabel: changed descrip", MARKS),
        (
            r"nibabel: changed (cal_min|cal_max)",
            "the display range was that of the source's pixels",
        ),
    ),
    "geotiff": (
        (r"gdalinfo: added /metadata//AI_\w+", MARKS),
        (r"gdalinfo: (added|changed) /metadata//TIFFTAG_SOFTWARE", MARKS),
        (r"gdalinfo: \w+ (/bands/\*)?/metadata/IMAGE_STRUCTURE/\w+", CONTAINER),
        (r"gdalinfo: changed /bands/\*/block/\*", CONTAINER),
        (r"gdalinfo: dropped /metadata/rio_creation_kwds/\w+", CONTAINER),
        (r"gdalinfo: dropped /bands/\*/(metadata//STATISTICS_\w+|m\w+|stdDev)", STATISTICS),
        (r'gdalcompare: New metadata lacks key "STATISTICS_\w+"', STATISTICS),
        (r"gdalcompare: Difference in metadata key count", STATISTICS),
        (r"gdalinfo: changed /bands/\*/overviews/\*/size/\*", OVERVIEWS),
        (r"gdalinfo: changed /metadata//OVR_RESAMPLING_ALG", OVERVIEWS),
        (r"gdalcompare: overviews differ", OVERVIEWS),
    ),
    "photo": (
        (r"exiftool: added ExifIFD:(ExifVersion|ExifImageWidth|ExifImageHeight)", MARKS),
        (r"exiftool: (added|changed) IFD0:(Processing)?Software", MARKS),
        (r"exiftool: added IFD0:Orientation", "upright, as it always is after reading"),
        (r"exiftool: added IFD0:[XY]Resolution", "baseline TIFF wants one; 72 means none"),
        (r"exiftool: \w+ File:(ExifByteOrder|FileType\w*|MIMEType)", CONTAINER),
        (r"exiftool: \w+ IFD0:(Compression|Predictor|PlanarConfiguration|FillOrder)", CONTAINER),
        (r"exiftool: \w+ IFD0:(Strip|Tile)\w+", CONTAINER),
        (r"exiftool: \w+ IFD0:(RowsPerStrip|SampleFormat)", CONTAINER),
        (r"exiftool: dropped IFD0:(JPEGTables|PreviewImage\w*|YCbCrSubSampling)", CONTAINER),
    ),
}
"""By format."""

MISTAKEN = "PS3.3 C.8.13.4 says of these attributes that they may be present otherwise"
STILL_SAID = "how the source was acquired stays said; the judge wants it of originals alone"
CHROMA = "the judge's own build of GDAL enlarges the chroma of a JPEG in another way"
NO_NUMBER = "both are no numbers, which the judge takes to differ"
OTHER_DEPTH = "the values are stretched to a depth that results are written in"
PLACED_BESIDE = "its place stands in files beside it; the user is warned (io_formats.photo.beside)"

OF_ONE: dict[str, tuple[Row, ...]] = {
    "emri_small.dcm": (
        (r"dciodvfy: .*may not be present otherwise.*<MRPulseSequence>", MISTAKEN),
        (r"dciodvfy: .*may not be present otherwise.*<BulkMotion\w+>", STILL_SAID),
    ),
    "emri_small_big_endian.dcm": (
        (r"dciodvfy: .*may not be present otherwise.*<MRPulseSequence>", MISTAKEN),
        (r"dciodvfy: .*may not be present otherwise.*<BulkMotion\w+>", STILL_SAID),
    ),
    "J2K_pixelrep_mismatch.dcm": (
        (r"dcmdump: changed \(00(09|19),001[01]\)", "a private creator is LO (PS3.5 7.8.1)"),
    ),
    "pair.hdr": ((r"nibabel: changed magic", "the pair became a single file"),),
    "pair.img": ((r"nibabel: changed magic", "the pair became a single file"),),
    "all_nan.tif": ((r"gdalcompare: nodata values differ", NO_NUMBER),),
    "float32_reflectance_nan.tif": ((r"gdalcompare: nodata values differ", NO_NUMBER),),
    "float_nan.tif": ((r"gdalcompare: nodata values differ", NO_NUMBER),),
    "jpeg_ycbcr_tiled_ovr.tif": ((r"gdalcompare: checksum difference, by 3 at most", CHROMA),),
    "cogeo.tif": ((r"gdalcompare: checksum difference, by 13 at most", CHROMA),),
    "goes.tif": ((r"gdalcompare: checksum difference, by 11 at most", CHROMA),),
    "test_esri_wkt.tif": (
        (r"gdalinfo: changed /coordinateSystem/wkt", "the judge finds both to be the same system"),
    ),
    "jp2.jp2": (
        (r"gdalinfo: changed /driver(Short|Long)Name", "JPEG 2000 becomes a GeoTIFF"),
        (r"gdalinfo: dropped /metadata/xml:gml.root-instance", "the place, in words of JPEG 2000"),
        (r"gdalinfo: added /metadata//AREA_OR_POINT", "a GeoTIFF says what its pixels are"),
        (r".* ?color ?[iI]nterpretation.*", "a TIFF of colours says of its bands which they are"),
    ),
    "bmp.bmp": (
        (r"exiftool: \w+ (PNG|File):\w+", "BMP becomes a PNG"),
        (r"gdalcompare: other (coordinate system|geotransform)", PLACED_BESIDE),
    ),
    "png_world.png": ((r"gdalcompare: other (coordinate system|geotransform)", PLACED_BESIDE),),
    "12bit.cropped.tiff": (
        (r"exiftool: changed IFD0:BitsPerSample", OTHER_DEPTH),
        (r"gdalcompare: checksum difference, by 405 at most", OTHER_DEPTH),
    ),
    "flower-rgb-contig-12.tif": (
        (r"exiftool: changed IFD0:BitsPerSample", OTHER_DEPTH),
        (r"gdalcompare: checksum difference, by 61440 at most", OTHER_DEPTH),
    ),
    "fax4.tiff": (
        (r"exiftool: changed IFD0:BitsPerSample", OTHER_DEPTH),
        (r"gdalcompare: (checksum difference, by 254 at most|color .*)", OTHER_DEPTH),
        (r"exiftool: dropped Photoshop:IPTCDigest", "it stands in resources that are left out"),
    ),
    "palette-1c-4b.tiff": (
        (r"exiftool: \w+ IFD0:(ColorMap|\w+Per\w+|Phot\w+)", "the palette becomes full colours"),
        (r"gdalcompare: other number of bands", "the palette becomes full colours"),
    ),
    "quad-jpeg.tif": (
        (
            r"exiftool: .* IFD0:(Phot\w+|ReferenceBlackWhite)",
            "YCbCr becomes RGB when it is decoded",
        ),
    ),
    "tiled-jpeg-ycbcr.tif": (
        (
            r"exiftool: .* IFD0:(Phot\w+|ReferenceBlackWhite)",
            "YCbCr becomes RGB when it is decoded",
        ),
    ),
    "cog_no_offest.tif": (
        (r"exiftool: dropped IFD1:\w+", "the overview is a thumbnail of pixels that are no more"),
        (
            r"gdalcompare: overviews differ",
            "the overview is a thumbnail of pixels that are no more",
        ),
    ),
}
"""By the name of the file."""


def reason_for(name: str, format_id: str, difference: str) -> str:
    """Return why a file may show a difference; empty where it may not."""
    rows = (*OF_ALL[format_id], *OF_ONE.get(name, ()))
    return next((reason for pattern, reason in rows if re.fullmatch(pattern, difference)), "")
