"""The last line of `./test`: figures of all JUnit files in a folder, summed.

Usage: count_tests.py FOLDER FAILED_STAGES. The failures shown are at least the number of failed stages,
since a lint error or a crash fails without a failed test.
"""

import sys
from pathlib import Path
from xml.etree import ElementTree

folder, failed_stages = Path(sys.argv[1]), int(sys.argv[2])
total = failed = skipped = 0
for file in folder.glob("*.xml"):
    for suite in ElementTree.parse(file).getroot().iter("testsuite"):
        total += int(suite.get("tests", 0))
        failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
passed = total - failed - skipped
line = f"{passed} passed, {max(failed, failed_stages)} failed"
print(f"{line}, {skipped} skipped" if skipped else line)
