"""The last line of `./test`: figures of all JUnit files in a folder, summed.

Usage: count_tests.py FOLDER FAILED_STAGES. A stage that failed without a failed test (lint, a crash, no tests
found) counts as one failure, so that a red run never ends with "0 failed".
"""

import sys
from pathlib import Path
from xml.etree import ElementTree

folder, failed_stages = Path(sys.argv[1]), int(sys.argv[2])
total = failed = skipped = 0
without_failed_test = failed_stages
for file in folder.glob("*.xml"):
    for suite in ElementTree.parse(file).getroot().iter("testsuite"):
        broken = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        total += int(suite.get("tests", 0))
        failed += broken
        skipped += int(suite.get("skipped", 0))
        without_failed_test -= broken > 0
line = f"{total - failed - skipped} passed, {failed + without_failed_test} failed"
print(f"{line}, {skipped} skipped" if skipped else line)
