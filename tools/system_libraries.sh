#!/bin/sh
# Installs the Debian/Ubuntu libraries that Qt and its web engine load, where they are missing.
# Usage: system_libraries.sh run|test   ("test" adds a virtual screen and a robot hand)
# Without root or passwordless sudo it names the command to run, and fails.
set -eu
[ "$(uname -s)" = Linux ] || exit 0
if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "Not a Debian or Ubuntu system: see README for the libraries Qt needs." >&2
    exit 0
fi

wanted="fonts-noto-core libasound2 libdbus-1-3 libdrm2 libegl1 libfontconfig1 libfreetype6 libgbm1 libgl1
libglib2.0-0 libnspr4 libnss3 libopus0 libpulse0 libwayland-client0 libwayland-cursor0 libx11-xcb1
libxcb-cursor0 libxcb-dri3-0 libxcb-glx0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
libxcb-render-util0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxcomposite1
libxdamage1 libxkbcommon-x11-0 libxkbcommon0 libxkbfile1 libxrandr2 libxtst6"
[ "${1:-run}" = test ] && wanted="$wanted xauth xdotool xvfb"

installed() {
    dpkg-query -W -f='${db:Status-Status}\n' "$1" 2>/dev/null | grep -q '^installed$'
}

missing=""
for package in $wanted; do
    # Ubuntu 24.04 and Debian 13 renamed some libraries for 64-bit time
    installed "$package" || installed "${package}t64" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "Missing system libraries. Please run:" >&2
    echo "    sudo apt-get update && sudo apt-get install --no-install-recommends$missing" >&2
    exit 1
fi

echo "Installing system libraries:$missing"
$as_root apt-get update -qq
names=""
for package in $missing; do
    if apt-cache show "${package}t64" >/dev/null 2>&1; then package="${package}t64"; fi
    names="$names $package"
done
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $names >/dev/null
