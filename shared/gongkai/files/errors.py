"""What can go wrong with a file that is sent in, or asked for."""

from gongkai.errors import (
    Conflict,
    Gone,
    NotAcceptable,
    Unavailable,
    Unprocessable,
    UnsupportedMediaType,
)


class FileTypeNotAllowed(UnsupportedMediaType):
    """The content is of none of the formats that are taken in: PDF, OFD, DOCX, XLSX, PNG, JPEG,
    TIFF, TXT (UTF-8 or GB18030) and CSV. The content decides, whatever name and header say.
    """

    code = "file_type_not_allowed"
    title_zh = "不接收此类文件，请转换为 PDF、OFD、DOCX、XLSX、PNG、JPEG、TIFF、TXT 或者 CSV"
    title_en = "Files of this type are not taken in"


class FileTypeDiffers(Unprocessable):
    """The content is of another format than the end of the name, or `Content-Type`, says."""

    code = "file_type_differs"
    title_zh = "文件内容与其名称或者声明的类型不符"
    title_en = "The file is not of the type that it claims"


class FileUnsafe(Unprocessable):
    """The file holds macros or other programs, is locked by a password, is damaged, or unpacks to
    far more than it should.
    """

    code = "file_unsafe"
    title_zh = "文件含有宏、已加密、已损坏或者解压后过大，不予接收"
    title_en = "The file holds programs, is locked or damaged, or unpacks to too much"


class FileEmpty(Unprocessable):
    """The file has no content."""

    code = "file_empty"
    title_zh = "文件没有内容"
    title_en = "The file is empty"


class FileNameUnusable(Unprocessable):
    """The name of the file is missing, too long, or holds what no name holds: path separators,
    control characters, marks of direction.
    """

    code = "file_name_unusable"
    title_zh = "缺少文件名，或者文件名含有不允许的字符、过长"
    title_en = "The file's name is missing or not usable"


class FormUnreadable(Unprocessable):
    """A body of `multipart/form-data` is not well-formed, or has not exactly one part `file` with
    a name.
    """

    code = "form_unreadable"
    title_zh = "表单应当只含一个名为 file 的文件"
    title_en = "The form must have one part `file` with a name, and nothing else"


class FilePending(Conflict):
    """The scanner has not looked at the file yet; it is handed out once it is found clean."""

    code = "file_pending"
    title_zh = "文件正在检测，暂不能读取，请稍后再试"
    title_en = "The file is being scanned; try again later"


class FileWithheld(Gone):
    """The scanner found something in the file; it is never handed out."""

    code = "file_withheld"
    title_zh = "文件未通过安全检测，不予提供"
    title_en = "The scanner refused the file; it is not handed out"


class FilesUnavailable(Unavailable):
    """Files cannot be stored or read at the moment; everything else goes on."""

    code = "files_unavailable"
    title_zh = "文件存储暂不可用，请稍后重试"
    title_en = "Files cannot be stored or read at the moment"


class ConverterMissing(NotAcceptable):
    """What we make is DOCX; this installation has nothing that converts it to PDF."""

    code = "converter_missing"
    title_zh = "未安装转换程序，只能提供 DOCX 格式"
    title_en = "No converter is installed; there is the DOCX file"


class ConversionFailed(Unavailable):
    """The program that converts to PDF did not make one in time; the DOCX file is there."""

    code = "conversion_failed"
    title_zh = "未能转换为 PDF，请改用 DOCX 格式"
    title_en = "It could not be converted to PDF; take the DOCX file"
