"""What was read of texts, kept between builds: of another program or torn, it is as if nothing were kept."""

from usalama.files import recallfile


def test_only_what_the_same_program_kept_is_known(tmp_path):
    """Other code, tables or edits read the same texts otherwise; half a file is none."""
    recallfile.keep(tmp_path, {"ab": 1, "cd": 0}, "made")
    assert recallfile.read(tmp_path, "made") == {"ab": 1, "cd": 0}
    assert recallfile.read(tmp_path, "made by another") == {}
    path = tmp_path / recallfile.FILE
    path.write_bytes(path.read_bytes()[:-1])
    assert recallfile.read(tmp_path, "made") == {}
    path.unlink()
    assert recallfile.read(tmp_path, "made") == {}
