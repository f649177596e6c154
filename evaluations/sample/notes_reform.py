"""Sentences of the units and the TPI on Reform (A.II) and Hasil (B), by indicator; one place per question."""

from evaluations.sample.note_types import Sentences

REFORM: dict[str, Sentences] = {
    "A.II.1.i": Sentences(
        strong=("Setiap agen perubahan menghasilkan perubahan nyata yang ditetapkan dalam SOP unit.",),
        partial=("Sebagian perubahan masih dalam tahap uji coba.",),
        lowered=(
            "Sebagian perubahan yang dilaporkan masih berupa rencana sehingga tidak dihitung.",
            "Perubahan yang belum dituangkan dalam SOP atau aplikasi tidak dihitung sebagai terintegrasi.",
        ),
    ),
    "A.II.1.ii": Sentences(
        strong=("Target reformasi birokrasi tercantum dalam rencana strategis dan sudah tercapai.",),
        partial=("Target reformasi birokrasi tercantum dalam dokumen perencanaan; capaiannya masih berjalan.",),
        lowered=("Dokumen perencanaan memuat target, tetapi capaiannya belum dibuktikan.",),
    ),
    "A.II.1.iii": Sentences(
        strong=("Nilai BerAKHLAK dipraktikkan dalam pelayanan harian dan dinilai oleh rekan kerja.",),
        partial=("Budaya kerja sudah disepakati, tetapi penerapannya belum merata di semua bidang.",),
        lowered=("Penerapan budaya kerja dalam pekerjaan harian baru terlihat pada bidang pelayanan.",),
    ),
    "A.II.2.i": Sentences(
        strong=("Peta proses bisnis dipakai sebagai dasar penyederhanaan jabatan di unit.",),
        partial=("Peta proses bisnis sudah disusun; penyederhanaan jabatan baru pada sebagian bidang.",),
        lowered=("Kaitan antara peta proses bisnis dan penyederhanaan jabatan belum dijelaskan.",),
    ),
    "A.II.2.ii": Sentences(
        strong=(
            "Aplikasi layanan terhubung dengan sistem pembayaran sehingga waktu layanan lebih singkat.",
            "Administrasi surat, presensi, dan kinerja terhubung dalam satu akun pegawai.",
        ),
        partial=("", "Aplikasi internal sudah dipakai, tetapi datanya belum terhubung dengan sistem provinsi."),
        lowered=("Integrasi antarsistem belum dapat ditunjukkan saat pemeriksaan.",),
    ),
    "A.II.2.iii": Sentences(
        strong=(
            "Waktu penyelesaian pekerjaan turun setelah proses bisnis utama didigitalkan.",
            "Arsip elektronik mengurangi pemakaian kertas dan mempercepat pencarian berkas.",
            "Pengguna layanan dapat memantau kemajuan permohonannya secara daring.",
        ),
        partial=(
            "Manfaat digitalisasi mulai terasa, tetapi belum diukur.",
            "Digitalisasi administrasi baru berjalan pada bidang tata usaha.",
        ),
        lowered=(
            "Manfaat transformasi digital belum didukung data sebelum dan sesudah penerapan.",
            "Transformasi digital baru mencakup sebagian proses.",
        ),
    ),
    "A.II.3.i": Sentences(
        strong=("Ukuran kinerja individu pada semua jenjang sudah berorientasi pada hasil.",),
        partial=("Ukuran kinerja pelaksana sebagian masih berupa jumlah kegiatan.",),
        lowered=("Contoh sasaran kinerja yang dilampirkan masih memakai ukuran keluaran.",),
    ),
    "A.II.3.ii": Sentences(
        strong=("Hasil asesmen dipakai sebagai pertimbangan mutasi dan pengembangan karier.",),
        partial=("Asesmen sudah dilakukan untuk pejabat, belum untuk seluruh pegawai.",),
        lowered=("Keputusan mutasi tidak merujuk hasil asesmen.",),
    ),
    "A.II.3.iii": Sentences(
        strong=("Jumlah pelanggaran disiplin dikutip dari rekap kepegawaian sampai akhir triwulan.",),
        partial=("Pelanggaran berupa keterlambatan berulang dan sudah diberi teguran tertulis.",),
        lowered=("Angka disesuaikan dengan rekap hukuman disiplin dari pengelola kepegawaian.",),
    ),
    "A.II.4.i": Sentences(
        strong=("Hampir seluruh sasaran kinerja mencapai atau melampaui target.",),
        partial=("Beberapa sasaran belum tercapai karena kegiatan dijadwalkan pada triwulan berikutnya.",),
        lowered=("Sasaran yang realisasinya belum diverifikasi tidak dihitung sebagai tercapai.",),
    ),
    "A.II.4.ii": Sentences(
        strong=("Capaian perjanjian kinerja menjadi dasar penghargaan bagi bidang terbaik.",),
        partial=("Penghargaan diberikan, tetapi belum sepenuhnya berdasarkan capaian kinerja.",),
        lowered=("Dasar pemberian penghargaan dan sanksi belum merujuk capaian perjanjian kinerja.",),
    ),
    "A.II.4.iii": Sentences(
        strong=("Pohon kinerja disusun dari kinerja utama dan dirinci sampai tingkat pegawai.",),
        partial=("Pohon kinerja sudah disusun sampai tingkat bidang.",),
        lowered=("Pohon kinerja belum dirinci sampai kinerja pegawai.",),
    ),
    "A.II.5.i": Sentences(
        strong=("Pengendalian berjenjang berjalan dari perencanaan sampai pelaporan dan terdokumentasi.",),
        partial=("Pengendalian berjenjang baru berjalan pada tahap pelaksanaan dan pelaporan.",),
        lowered=("Pengendalian pada tahap penilaian risiko belum terdokumentasi.",),
    ),
    "A.II.5.ii": Sentences(
        strong=("Seluruh pengaduan yang masuk sejak awal tahun ditangani menurut alur yang ditetapkan.",),
        partial=("Sebagian pengaduan masih menunggu klarifikasi dari pelapor.",),
        lowered=("Pengaduan yang belum mempunyai berita acara penyelesaian dihitung masih diproses.",),
    ),
    "A.II.5.iii": Sentences(
        strong=(
            "Wajib lapor harta kekayaan sudah melapor sesuai bukti tanda terima.",
            "Pelaporan harta pegawai di luar wajib LHKPN dipantau setiap bulan.",
        ),
        partial=(
            "Beberapa pejabat baru dilantik dan sedang menyiapkan laporannya.",
            "Pegawai yang belum melapor sudah diingatkan secara tertulis.",
        ),
        lowered=("Jumlah pelapor disesuaikan dengan tanda terima yang dilampirkan.",),
    ),
    "A.II.6.i": Sentences(
        strong=(
            "Inovasi layanan memangkas syarat dan waktu, dan dipakai di semua loket.",
            "Sebagian besar jenis layanan sudah dapat diselesaikan pada hari yang sama.",
        ),
        partial=(
            "Inovasi layanan masih diuji coba pada satu loket.",
            "Penyederhanaan layanan lain menunggu perubahan standar pelayanan.",
        ),
        lowered=(
            "Dampak inovasi terhadap waktu layanan belum diukur.",
            "Layanan yang SOP-nya belum diubah tidak dihitung sebagai dipermudah.",
        ),
    ),
    "A.II.6.ii": Sentences(
        strong=("Pengaduan dan konsultasi dijawab pada hari yang sama melalui beberapa kanal.",),
        partial=("Respons terhadap pengaduan cepat, tetapi kanal yang tersedia masih terbatas.",),
        lowered=("Catatan waktu respons belum tersedia untuk semua kanal.",),
    ),
}

HASIL: dict[str, Sentences] = {
    "B.I.a": Sentences(
        strong=("Indeks dikutip dari laporan survei persepsi antikorupsi oleh lembaga survei independen.",),
        partial=("Indeks menurun pada unsur transparansi biaya; rencana perbaikan sudah disusun.",),
        lowered=(),
    ),
    "B.I.b": Sentences(
        strong=("Realisasi kinerja utama melampaui target dan tahun sebelumnya.",),
        partial=("Sebagian kinerja utama belum melampaui tahun sebelumnya; penyebabnya sudah dianalisis.",),
        lowered=(),
    ),
    "B.II.a": Sentences(
        strong=("Indeks dikutip dari laporan survei persepsi kualitas pelayanan oleh lembaga independen.",),
        partial=("Waktu tunggu menjadi unsur dengan nilai terendah dalam survei.",),
        lowered=(),
    ),
}
