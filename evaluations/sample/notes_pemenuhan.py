"""Sentences of the units and the TPI on Pemenuhan (A.I), by indicator; one place per question."""

from evaluations.sample.note_types import Sentences

PEMENUHAN: dict[str, Sentences] = {
    "A.I.1.i": Sentences(
        strong=(
            "Tim pembangunan Zona Integritas ditetapkan dengan keputusan kepala unit dan mewakili semua bidang.",
            "Anggota tim dipilih melalui seleksi terbuka; berita acara pemilihannya tersimpan di sekretariat.",
        ),
        partial=("", "Tim sudah ditetapkan, tetapi kriteria pemilihan anggota belum ditulis."),
        lowered=("", "Berita acara seleksi anggota tim belum dilampirkan sehingga proses pemilihan belum terbukti."),
    ),
    "A.I.1.ii": Sentences(
        strong=(
            "Rencana kerja memuat target prioritas, penanggung jawab, dan jadwal untuk keenam area.",
            "Target prioritas dibahas bersama seluruh penanggung jawab area sebelum ditetapkan.",
            "Kemajuan pembangunan Zona Integritas disampaikan setiap bulan melalui laman dan media sosial unit.",
        ),
        partial=(
            "",
            "Rencana kerja masih menyalin rencana tahun lalu; target prioritas sedang disusun ulang.",
            "Sosialisasi dilakukan pada apel pagi, belum terjadwal secara berkala.",
        ),
        lowered=(
            "",
            "Target prioritas dalam rencana kerja belum semuanya terkait dengan tujuan WBK.",
            "Bukti sosialisasi hanya tersedia untuk satu bulan dalam triwulan ini.",
        ),
    ),
    "A.I.1.iii": Sentences(
        strong=(
            "Seluruh kegiatan triwulan ini terlaksana sesuai rencana aksi.",
            "Rapat evaluasi bulanan dipimpin kepala unit dan dihadiri penanggung jawab setiap area.",
            "Semua rekomendasi triwulan lalu sudah ditindaklanjuti dan dicatat dalam matriks tindak lanjut.",
        ),
        partial=(
            "Sebagian kegiatan bergeser ke triwulan berikutnya.",
            "Pemantauan dilakukan saat ada kebutuhan; jadwal tetap mulai diberlakukan triwulan depan.",
            "Sebagian rekomendasi masih menunggu anggaran perubahan.",
        ),
        lowered=(
            "",
            "Notula rapat tidak menunjukkan kehadiran pimpinan pada seluruh rapat evaluasi.",
            "Matriks tindak lanjut belum memuat bukti penyelesaian untuk sebagian rekomendasi.",
        ),
    ),
    "A.I.1.iv": Sentences(
        strong=(
            "Kepala unit memberi teladan dengan hadir paling awal dan melayani langsung di loket setiap Senin.",
            "Agen perubahan menjalankan rencana aksi masing-masing dan melaporkannya setiap bulan.",
            "",
            "Usulan pegawai dikumpulkan melalui kotak ide dan dibahas dalam rapat tim.",
        ),
        partial=(
            "",
            "Agen perubahan sudah ditetapkan, tetapi rencana aksinya belum berjalan penuh.",
            "",
            "Sebagian pegawai belum menandatangani pakta integritas yang baru.",
        ),
        lowered=(
            "",
            "Laporan hasil kerja agen perubahan belum menunjukkan perubahan yang dihasilkan.",
            "",
            "Keterlibatan pegawai baru terlihat pada sebagian bidang.",
        ),
    ),
    "A.I.2.i": Sentences(
        strong=(
            "Seluruh SOP utama ditinjau pada awal tahun dan disesuaikan dengan peta proses bisnis.",
            "SOP pelayanan ditempel di ruang kerja dan dipakai dalam pengarahan harian.",
        ),
        partial=(
            "Beberapa SOP masih mengikuti susunan organisasi lama dan sedang direvisi.",
            "",
            "Evaluasi SOP sudah dilakukan, tetapi usulan perbaikannya belum disahkan.",
        ),
        lowered=(
            "SOP yang dilampirkan belum merujuk peta proses bisnis yang berlaku.",
            "",
            "Hasil evaluasi SOP belum dituangkan dalam perbaikan naskah SOP.",
        ),
    ),
    "A.I.2.ii": Sentences(
        strong=(
            "Kinerja bulanan dilaporkan melalui aplikasi dan dapat dipantau pimpinan setiap saat.",
            "Presensi, cuti, dan kenaikan gaji berkala diproses melalui aplikasi kepegawaian.",
            "Pendaftaran layanan daring dipakai oleh sebagian besar pengguna layanan.",
        ),
        partial=(
            "Aplikasi tersedia, tetapi pencatatan manual masih dilakukan bersamaan.",
            "",
            "",
            "Laporan pemanfaatan teknologi informasi baru disusun satu kali tahun ini.",
        ),
        lowered=(
            "Tangkapan layar menunjukkan aplikasi terpusat tanpa pengembangan dari unit.",
            "",
            "",
            "Laporan evaluasi pemanfaatan teknologi informasi tidak dibuat secara berkala.",
        ),
    ),
    "A.I.2.iii": Sentences(
        strong=("Informasi publik diperbarui setiap bulan dan petugas PPID pembantu sudah ditunjuk.",),
        partial=("Daftar informasi publik tersedia, tetapi sebagian belum dimuat di laman.",),
        lowered=("Sebagian informasi di laman terakhir diperbarui lebih dari enam bulan lalu.",),
    ),
    "A.I.3.i": Sentences(
        strong=(
            "Kebutuhan pegawai dihitung berdasarkan analisis jabatan dan analisis beban kerja terbaru.",
            "Penempatan pegawai baru mengikuti peta jabatan dan kebutuhan setiap bidang.",
        ),
        partial=("", "Analisis beban kerja sudah disusun, tetapi belum dipakai dalam penempatan pegawai."),
        lowered=("Dokumen analisis beban kerja yang dilampirkan belum disahkan.",),
    ),
    "A.I.3.ii": Sentences(
        strong=("Rotasi antarbidang mengikuti pola mutasi internal yang ditetapkan kepala unit.",),
        partial=("", "Rotasi sudah dilakukan, tetapi pertimbangan kompetensinya belum didokumentasikan."),
        lowered=("", "Surat rotasi tidak menyebutkan kesesuaian kompetensi pegawai yang dipindahkan."),
    ),
    "A.I.3.iii": Sentences(
        strong=(
            "Kebutuhan pelatihan dipetakan dari hasil penilaian kinerja dan kesenjangan kompetensi.",
            "",
            "",
            "Setiap pegawai memperoleh pengembangan kompetensi sekurang-kurangnya dua puluh jam tahun ini.",
            "Pegawai yang selesai mengikuti pelatihan membagikan materinya kepada rekan satu bidang.",
        ),
        partial=(
            "",
            "",
            "",
            "Rencana pengembangan kompetensi tersedia, tetapi baru sebagian pegawai yang ikut.",
            "",
            "Dampak pelatihan terhadap kinerja belum diukur.",
        ),
        lowered=(
            "",
            "",
            "Kesenjangan kompetensi dalam laporan asesmen masih lebih besar daripada yang disampaikan.",
            "Daftar peserta pelatihan menunjukkan bahwa baru sebagian pegawai mendapat kesempatan.",
        ),
    ),
    "A.I.3.iv": Sentences(
        strong=(
            "Sasaran kinerja pegawai diturunkan dari perjanjian kinerja kepala unit dan diukur setiap bulan.",
            "",
            "",
            "Penghargaan pegawai terbaik diberikan setiap triwulan berdasarkan capaian kinerja.",
        ),
        partial=(
            "",
            "Ukuran kinerja sebagian pelaksana belum selaras dengan atasannya.",
            "Pengukuran kinerja individu belum dilakukan setiap bulan.",
        ),
        lowered=(
            "Sasaran kinerja sebagian pegawai belum merujuk perjanjian kinerja unit.",
            "",
            "Rekap pengukuran bulanan belum lengkap untuk seluruh pegawai.",
        ),
    ),
    "A.I.3.v": Sentences(
        strong=("Kode etik disosialisasikan kepada semua pegawai dan pelanggarannya ditindak sesuai aturan.",),
        partial=("Aturan disiplin diterapkan, tetapi inovasi penegakan kode etik belum ada.",),
        lowered=("Bukti penerapan kode perilaku belum mencakup seluruh bidang.",),
    ),
    "A.I.3.vi": Sentences(
        strong=("Data kepegawaian diperbarui setiap ada perubahan dan diperiksa setiap akhir bulan.",),
        partial=("Data kepegawaian diperbarui setiap semester.",),
        lowered=("Data pada aplikasi kepegawaian belum sama dengan daftar pegawai terakhir.",),
    ),
    "A.I.4.i": Sentences(
        strong=(
            "Kepala unit memimpin langsung penyusunan rencana dan perjanjian kinerja.",
            "",
            "Capaian kinerja dibahas bersama pimpinan setiap bulan.",
        ),
        partial=("Pimpinan terlibat pada awal penyusunan, sedangkan pembahasan lanjutan diwakilkan.",),
        lowered=("Daftar hadir menunjukkan bahwa pimpinan tidak hadir pada sebagian rapat perencanaan.",),
    ),
    "A.I.4.ii": Sentences(
        strong=(
            "",
            "",
            "Indikator kinerja utama ditetapkan, terukur, dan laporan kinerja disampaikan tepat waktu.",
            "",
            "",
            "",
            "Informasi kinerja setiap bidang dapat dilihat pada papan kinerja.",
            "Pengelola kinerja mengikuti bimbingan teknis SAKIP pada semester ini.",
        ),
        partial=(
            "",
            "",
            "",
            "Sebagian indikator kinerja masih berupa keluaran, belum berorientasi pada hasil.",
            "",
            "Laporan kinerja sudah disusun, tetapi belum memuat analisis penyebab capaian.",
        ),
        lowered=(
            "",
            "",
            "",
            "Tidak semua indikator kinerja memenuhi kriteria SMART.",
            "",
            "Laporan kinerja belum menyajikan perbandingan dengan tahun sebelumnya.",
        ),
    ),
    "A.I.5.i": Sentences(
        strong=(
            "Kampanye pengendalian gratifikasi dilakukan di ruang tunggu dan media sosial setiap bulan.",
            "Laporan gratifikasi disampaikan rutin kepada Unit Pengendalian Gratifikasi.",
        ),
        partial=("Spanduk larangan gratifikasi terpasang; kegiatan kampanye lain belum terjadwal.",),
        lowered=("", "Laporan Unit Pengendalian Gratifikasi belum memuat kegiatan triwulan ini."),
    ),
    "A.I.5.ii": Sentences(
        strong=(
            "",
            "Daftar risiko disusun untuk semua kegiatan utama dan rencana pengendaliannya dijalankan.",
            "",
            "Hasil pengendalian intern dikomunikasikan kepada seluruh pegawai melalui rapat berkala.",
        ),
        partial=(
            "",
            "Penilaian risiko baru mencakup sebagian kegiatan utama.",
            "Kegiatan pengendalian sudah direncanakan, tetapi pelaksanaannya belum didokumentasikan.",
        ),
        lowered=(
            "",
            "Daftar risiko belum mencakup kegiatan pelayanan utama.",
            "Bukti pelaksanaan kegiatan pengendalian belum dilampirkan.",
        ),
    ),
    "A.I.5.iii": Sentences(
        strong=(
            "",
            "Setiap pengaduan dicatat dalam register dan dijawab paling lama tiga hari kerja.",
            "Evaluasi penanganan pengaduan dibahas setiap bulan dan hasilnya ditindaklanjuti.",
        ),
        partial=("", "", "Pengaduan ditindaklanjuti, tetapi laporan evaluasinya belum rutin."),
        lowered=("Register pengaduan belum menunjukkan waktu penyelesaian setiap aduan.",),
    ),
    "A.I.5.iv": Sentences(
        strong=("Saluran pelaporan pelanggaran tersedia, dikenal pegawai, dan kerahasiaan pelapor dijaga.",),
        partial=("Saluran pelaporan pelanggaran tersedia, tetapi sosialisasinya baru kepada pejabat struktural.",),
        lowered=("", "Laporan evaluasi penerapan WBS belum tersedia."),
    ),
    "A.I.5.v": Sentences(
        strong=(
            "Peta benturan kepentingan disusun untuk setiap layanan dan diperbarui tahun ini.",
            "",
            "Setiap pegawai loket menandatangani pernyataan bebas benturan kepentingan.",
        ),
        partial=(
            "Benturan kepentingan baru dipetakan pada bidang pengadaan dan keuangan.",
            "Sosialisasi penanganan benturan kepentingan baru dilakukan satu kali.",
        ),
        lowered=(
            "Pemetaan benturan kepentingan belum mencakup seluruh tugas dan fungsi utama.",
            "",
            "",
            "",
            "Tindak lanjut hasil evaluasi benturan kepentingan belum dibuktikan.",
        ),
    ),
    "A.I.6.i": Sentences(
        strong=(
            "Standar pelayanan ditetapkan untuk semua jenis layanan dan dipajang di ruang pelayanan.",
            "",
            "Standar pelayanan ditinjau bersama pengguna layanan melalui forum konsultasi publik.",
        ),
        partial=(
            "Sebagian jenis layanan baru belum mempunyai standar pelayanan.",
            "Maklumat pelayanan sudah ditetapkan, tetapi belum dimuat di laman.",
        ),
        lowered=(
            "Standar pelayanan yang dilampirkan belum memuat seluruh komponen yang diwajibkan.",
            "",
            "Peninjauan standar pelayanan belum melibatkan pemangku kepentingan.",
        ),
    ),
    "A.I.6.ii": Sentences(
        strong=(
            "Petugas pelayanan mengikuti pelatihan pelayanan prima dan dinilai oleh pengguna layanan.",
            "Informasi layanan tersedia di laman, media sosial, dan layar ruang tunggu.",
            "",
            "Kompensasi bagi pengguna layanan diberikan bila waktu layanan terlampaui.",
        ),
        partial=(
            "Pelatihan pelayanan prima baru diikuti petugas loket.",
            "",
            "Aturan penghargaan dan sanksi petugas layanan masih berupa rancangan.",
        ),
        lowered=(
            "",
            "",
            "",
            "Bukti pemberian kompensasi kepada pengguna layanan belum tersedia.",
            "Sarana layanan terpadu baru dipakai pada sebagian jenis layanan.",
        ),
    ),
    "A.I.6.iii": Sentences(
        strong=("Pengaduan pelayanan dikelola petugas khusus dan terhubung dengan SP4N-LAPOR!.",),
        partial=("Kanal pengaduan tersedia, tetapi belum semuanya terhubung dengan SP4N-LAPOR!.",),
        lowered=("", "Penunjukan pengelola SP4N-LAPOR! belum diperbarui."),
    ),
    "A.I.6.iv": Sentences(
        strong=("Survei kepuasan masyarakat dilakukan setiap triwulan dan hasilnya diumumkan.",),
        partial=("", "Hasil survei kepuasan masyarakat baru diumumkan di ruang pelayanan."),
        lowered=("", "", "Tindak lanjut hasil survei belum mencakup semua unsur yang nilainya rendah."),
    ),
    "A.I.6.v": Sentences(
        strong=("Proses layanan dari pendaftaran sampai penyerahan hasil memakai aplikasi.",),
        partial=("Sebagian tahap layanan masih dicatat secara manual.",),
        lowered=("", "", "Perbaikan aplikasi layanan secara berkala belum dapat ditunjukkan."),
    ),
}
