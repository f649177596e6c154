"""What messages about actions say: data, no logic.

Places: {unit}, {by} who wrote it, {text} of the action, {texts} of several, {count}, {date} the last day, {words} as in
"3 hari lagi".
"""

from evaluations.letters import Letter

ASSIGNED = Letter(
    "{unit}: Anda ditunjuk mengerjakan rencana aksi", "{by} menunjuk Anda:\n“{text}”\n\nBatas waktu: {date}."
)
ASSIGNED_MANY = Letter(
    "{unit}: Anda ditunjuk mengerjakan {count} rencana aksi",
    "{by} menunjuk Anda:\n{texts}\n\nBatas waktu masing-masing ada pada daftar tugas Anda.",
)
NEAR = Letter("Batas rencana aksi: {words}", "“{text}” belum selesai. Hari terakhir: {date}.")
NEAR_MANY = Letter("Batas {count} rencana aksi: {words}", "Belum selesai:\n{texts}\n\nHari terakhir: {date}.")
PASSED = Letter(
    "Batas rencana aksi sudah lewat",
    "“{text}” belum selesai sampai batasnya, {date}. Selesaikan, atau ubah batas waktunya bersama tim.",
)
PASSED_MANY = Letter(
    "Batas {count} rencana aksi sudah lewat",
    "Belum selesai sampai batasnya, {date}:\n{texts}\n\nSelesaikan, atau ubah batas waktunya bersama tim.",
)
