"""Why a delivery is not taken (拒收原因): each says which file, what is wrong, why, and what to do next."""

from guanxi.kit.refusals import Refused
from guanxi.kit.words import Words


class FileRefused(Refused):
    """A file whose structure cannot be read as its contract; the load it belongs to takes nothing."""

    rule = "file"

    def __init__(self, file: str, **values: object) -> None:
        self.file = file
        super().__init__(None, file=file, **values)

    def told(self) -> dict[str, str]:
        """Return what is kept with the load."""
        return {"file": self.file, "rule": self.rule, "en": self.words.en, "zh": self.words.zh}


class Empty(FileRefused):
    """Nothing to take."""

    rule = "empty"
    words = Words(
        "{file} holds no rows. An empty file would empty the table, so nothing was taken. "
        "Send the file again, or add a control file that says 0 rows if it is meant.",
        "文件 {file} 没有数据行。空文件会清空数据表，因此未予接收。请重新提供文件；如确为空，请在控制文件中注明 0 行。",
    )


class WrongEncoding(FileRefused):
    """Bytes that are no text in the encoding."""

    rule = "encoding"
    words = Words(
        "{file} is not valid {encoding} text (first bad byte at position {position}). "
        "Export it again as UTF-8 or GB18030, or name its encoding in the mapping.",
        "文件 {file} 不是有效的 {encoding} 文本(首个错误字节位于 {position})。"
        "请重新以 UTF-8 或 GB18030 导出，或在映射文件中注明编码。",
    )


class MissingColumns(FileRefused):
    """Columns that the contract needs."""

    rule = "missing_columns"
    words = Words(
        "{file} lacks the columns {columns}. Its heading was read as: {heading}. "
        "Check the delimiter, add the columns, or map the bank's own names to them.",
        "文件 {file} 缺少列：{columns}。读到的表头为：{heading}。"
        "请检查分隔符，补上这些列，或在映射文件中对应本行列名。",
    )


class ExtraColumns(FileRefused):
    """Columns that no contract knows."""

    rule = "extra_columns"
    words = Words(
        "{file} has {count} columns that its contract does not know: {columns}. "
        "Leave them out, or use a mapping that names the columns to take.",
        "文件 {file} 含有契约之外的 {count} 列：{columns}。请去掉这些列，或用映射文件指明要接收的列。",
    )


class DoubleHeading(FileRefused):
    """The same heading twice."""

    rule = "double_heading"
    words = Words(
        "{file} has the same heading more than once: {columns}. It is not clear which is meant. Rename or drop one.",
        "文件 {file} 的表头重复：{columns}，无法判断以哪一列为准。请改名或删去其一。",
    )


class ControlDisagrees(FileRefused):
    """What the control file says is not what was read."""

    rule = "control"
    words = Words(
        "{file}: the control file says {what} = {said}, but {read} was read. "
        "The file may be cut off or of another day. Send file and control file again together.",
        "文件 {file}：控制文件注明{what_zh}为 {said}，实际读到 {read}。"
        "文件可能不完整或日期不符，请将文件与控制文件一并重新提供。",
    )


class BadControl(FileRefused):
    """A control file that cannot be read, or whose file is not there."""

    rule = "bad_control"
    words = Words(
        "The control file {file} cannot be used: {why}. "
        "It needs the name of a delivered file, its rows and (if any) its amount.",
        "控制文件 {file} 无法使用：{why}。应包含已交付文件的名称、行数及(如有)金额合计。",
    )


class Bomb(FileRefused):
    """A packed file that would unpack to far more than any honest one."""

    rule = "bomb"
    words = Words(
        "{file} would unpack to {size_mb} MB ({ratio} times its size), which no honest workbook does. "
        "It was not opened. Send large tables as CSV or Parquet.",
        "文件 {file} 解压后将达 {size_mb} MB(为原大小的 {ratio} 倍)，不是正常的工作簿，未予打开。"
        "大表请用 CSV 或 Parquet 提供。",
    )


class Unreadable(FileRefused):
    """Bytes that are not what the ending says."""

    rule = "unreadable"
    words = Words(
        "{file} cannot be read as {kind}: {why}. It may be damaged or carry the wrong ending. Send it again.",
        "文件 {file} 无法按 {kind} 读取：{why}。文件可能损坏或扩展名有误，请重新提供。",
    )


class Broken(FileRefused):
    """Too many rows break a rule for the file to be trusted."""

    rule = "broken"
    words = Words(
        "{file}: {failed} of {read} rows break a rule, too many to take the rest. Commonest: {rules}. "
        "Correct the extract and send it again.",
        "文件 {file}:{read} 行中有 {failed} 行不合规则，比例过高，整个文件不予接收。"
        "最常见的问题：{rules}。请修正后重新提供。",
    )


class UnknownFile(FileRefused):
    """A data file that belongs to no contract."""

    rule = "unknown_file"
    words = Words(
        "{file} belongs to no contract. Name it after one ({contracts}), map it, or take it out of the folder.",
        "文件 {file} 不属于任何数据契约。请按契约命名({contracts})、写入映射文件，或移出交付文件夹。",
    )


class AnotherMonth(FileRefused):
    """A month was delivered before with other content."""

    rule = "restated"
    words = Words(
        "{file}: {contract} of {period} were taken before with different content. Nothing was changed. "
        "If the new figures are right, load again and say that the month is restated.",
        "文件 {file}:{period} 的{contract_zh}此前已接收，且内容不同。未做任何更改。"
        "如以新数据为准，请以“重述”方式重新装载。",
    )


class Shrunk(FileRefused):
    """A full table that suddenly lost more than half of its rows."""

    rule = "shrunk"
    words = Words(
        "{file} holds {rows} rows where {before} are known, less than half. It looks cut off, so nothing was taken. "
        "If it is right, load again and say that it is restated.",
        "文件 {file} 只有 {rows} 行，不足现有 {before} 行的一半，疑似不完整，未予接收。"
        "如确属正确，请以“重述”方式重新装载。",
    )


class LeftBehind(FileRefused):
    """Rows that stay would point at rows that are gone."""

    rule = "left_behind"
    words = Words(
        "{file} leaves out {count} entries of {contract} that {other} still name (for example {example}). "
        "Deliver {other} together with it, or keep these entries.",
        "文件 {file} 缺少 {count} 条仍被{other_zh}引用的{contract_zh}(例如 {example})。"
        "请一并提供{other_zh}，或保留这些记录。",
    )


class NotOneTree(FileRefused):
    """Units that do not form one tree."""

    rule = "tree"
    words = Words(
        "{file}: the units do not form one tree: {why}. Exactly one unit has no parent, and no unit lies below itself.",
        "文件 {file}：机构未能构成一棵树：{why}。应有且仅有一个机构没有上级，且任何机构不得隶属于自身。",
    )


class BadMapping(FileRefused):
    """A mapping file that cannot be followed."""

    rule = "mapping"
    words = Words(
        "The mapping {file} cannot be followed, at {where}: {why}. Correct the mapping and load again.",
        "映射文件 {file} 无法执行，位置 {where}:{why_zh}。请修正映射文件后重新装载。",
    )


class NotInDelivery(FileRefused):
    """A file the mapping needs is not there."""

    rule = "not_delivered"
    words = Words(
        "The mapping needs {file} ({pattern}), but no such file was delivered. "
        "Check the pattern, or wait for the file.",
        "映射文件需要 {file}({pattern})，但交付中没有匹配的文件。请检查名称模式，或等待该文件到达。",
    )


class BadQuery(FileRefused):
    """SQL of a mapping that does not run."""

    rule = "query"
    words = Words(
        "The query for {file} does not run: {why}. It may only read the files the mapping names. Correct the mapping.",
        "{file} 的查询无法执行：{why}。查询只能读取映射文件列出的文件，请修正映射文件。",
    )


class DeliveryRefused(Refused):
    """A delivery of which nothing was taken, with the refusals of its files."""

    words = Words("Nothing of {delivery} was taken. {first}", "交付 {delivery} 未接收任何内容。{first_zh}")

    def __init__(self, delivery: str, causes: list[FileRefused]) -> None:
        self.causes = causes
        super().__init__(delivery=delivery, first=causes[0].words.en, first_zh=causes[0].words.zh)


class NothingDelivered(Refused):
    """A folder without data files."""

    words = Words(
        "{delivery} holds no data files. Check the folder's name and that the extract has finished.",
        "{delivery} 中没有数据文件。请检查文件夹名称，并确认抽数已完成。",
    )


class AnotherLoad(Refused):
    """One load at a time."""

    status = 409
    words = Words(
        "Another load is running. Nothing was started; wait until it ends and load again.",
        "另有装载正在进行，本次未启动。请待其结束后再装载。",
    )


class NoRoom(Refused):
    """The disk is full."""

    status = 507
    words = Words(
        "The disk of {folder} is full. Nothing was taken; what stood before still stands. "
        "Free some space and load again.",
        "{folder} 所在磁盘已满，未接收任何内容，原有数据不变。请清理空间后重新装载。",
    )


class DatabaseGone(Refused):
    """The database went away in the middle."""

    status = 503
    words = Words(
        "The database could not be reached. Nothing was taken; what stood before still stands. "
        "Load again when it is back: files already checked are not checked twice.",
        "数据库连接中断，未接收任何内容，原有数据不变。恢复后请重新装载，已检查的文件无需再次检查。",
    )
