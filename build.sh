#!/usr/bin/env bash
# Builds, tests and shows Flammable where the .NET SDK is installed. `./build.sh` names the tasks.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
machine_props="$root/artifacts/machine.props"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
export POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off

say() { printf '%s\n' "$*"; }
fail() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }

usage() {
  cat <<'TEXT'
usage: ./build.sh <task>

  demo             build, then train, test and list examples/Iris
  test             build, then run all tests
  bench [-- args]  build, then run the benchmarks
  build            build: the module in output/Flammable, flam in output/flam
  help             write the module's help files again from docs/en-US
  clean            remove all build output
TEXT
}

# LibGit2Sharp needs libgit2, which NuGet brings as a package of its own. Where the package source lacks that package,
# the system's libgit2 1.5 takes its place; machine.props keeps the answer.
settle_libgit2() {
  if [ ! -f "$machine_props" ]; then
    mkdir -p "$root/artifacts"
    local log
    if log=$(dotnet restore "$root/src/Flammable.Core/Flammable.Core.csproj" -v q 2>&1); then
      say '<Project />' > "$machine_props"
    elif printf '%s' "$log" | grep -q 'NU110[0-9].*LibGit2Sharp\.NativeBinaries'; then
      say '<Project><PropertyGroup><UseSystemLibGit2>true</UseSystemLibGit2></PropertyGroup></Project>' > "$machine_props"
    else
      printf '%s\n' "$log" >&2
      fail 'the packages cannot be restored'
    fi
  fi

  if grep -q '<UseSystemLibGit2>true<' "$machine_props" && ! has_system_libgit2; then
    if [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null; then
      say 'Installing libgit2 1.5, because the package LibGit2Sharp.NativeBinaries cannot be had ...'
      apt-get update -qq && apt-get install -y -qq libgit2-1.5 > /dev/null || fail 'apt-get could not install libgit2-1.5'
    fi
    has_system_libgit2 || fail 'libgit2.so.1.5 is missing. Install it and start again: sudo apt-get update && sudo apt-get install -y libgit2-1.5'
  fi
}

has_system_libgit2() {
  [ -e /usr/lib/x86_64-linux-gnu/libgit2.so.1.5 ] || [ -e /usr/lib/aarch64-linux-gnu/libgit2.so.1.5 ]
}

build() {
  command -v dotnet > /dev/null || fail 'the .NET 10 SDK is missing: https://dotnet.microsoft.com/download'
  settle_libgit2
  say "Building ${1:-Flammable} ..."
  dotnet msbuild "$root/${2:-Flammable.slnx}" -restore -v:q -nologo -p:Configuration=Release
}

demo() {
  build
  demo_folder=$(mktemp -d)
  trap 'rm -rf "$demo_folder"' EXIT
  cp -R "$root/examples/Iris" "$demo_folder/Iris"
  export FLAMMABLE_LIBRARY="$root/artifacts/demo-library"
  rm -rf "$FLAMMABLE_LIBRARY"

  show cd "$demo_folder/Iris"
  show flam train --force
  show flam test
  show flam list
  say ""
  say "The model, the metrics and the log of the snapshot are in $FLAMMABLE_LIBRARY"
}

show() {
  say ""
  say "\$ $*"
  "$@"
}

flam() { "$root/output/flam/flam" "$@"; }

test_all() {
  build
  passed=0 failed=0 skipped=0 broken=0
  results="$root/artifacts/test-results"
  rm -rf "$results" "$root/artifacts/test-home"
  mkdir -p "$results" "$root/artifacts/test-home"

  local project
  for project in "$root"/tests/*/*.csproj; do
    run_xunit "$(basename "$project" .csproj)"
  done
  run_pester

  say ""
  say "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" -eq 0 ] && [ "$broken" -eq 0 ]
}

# Runs a command that cannot reach the user's own library, settings and caches. A shell that has this in the background
# ignores Ctrl+C for it, which the tests of Ctrl+C could not undo.
isolated() {
  local home="$root/artifacts/test-home" signals=
  ! env --default-signal=INT true 2> /dev/null || signals=--default-signal=INT
  env $signals -u FLAMMABLE_LIBRARY NO_COLOR=1 \
    XDG_CONFIG_HOME="$home/config" XDG_DATA_HOME="$home/data" XDG_CACHE_HOME="$home/cache" "$@"
}

run_xunit() {
  local name=$1 report="$results/$1.xml"
  say "Running $name ..."
  isolated dotnet "$root/artifacts/bin/$name/release/$name.dll" -noLogo -noColor -reporter quiet -xml "$report" || true
  count "$name" "$(xunit_total "$report" passed)" \
    "$(($(xunit_total "$report" failed) + $(xunit_total "$report" errors)))" "$(xunit_total "$report" skipped)"
}

xunit_total() {
  [ -f "$1" ] || { echo 0; return; }
  sed -n 's/.*<assembly [^>]* '"$2"'="\([0-9]*\)".*/\1/p' "$1" | head -n 1
}

run_pester() {
  local suite="$root/tests/Flammable.PowerShell.Tests" report="$results/pester.txt" pester
  [ -d "$suite" ] || return 0
  pester=$(pwsh -NoProfile -NonInteractive -Command \
    '(Get-Module Pester -ListAvailable | Where-Object Version -ge "5.0" | Select-Object -First 1).Path' 2> /dev/null) || pester=
  if [ -z "$pester" ]; then
    say 'Flammable.PowerShell.Tests: SKIPPED, because pwsh with Pester 5 or later is not on the PATH.'
    return
  fi

  say 'Running Flammable.PowerShell.Tests ...'
  isolated pwsh -NoProfile -NonInteractive -File "$root/tests/run-pester.ps1" "$pester" "$suite" "$report" || true
  local p=0 f=0 s=0
  [ ! -f "$report" ] || read -r p f s < "$report"
  count Flammable.PowerShell.Tests "$p" "$f" "$s"
}

# Adds a suite's totals. A suite without a single result has not run to its end.
count() {
  if [ $(($2 + $3 + $4)) -eq 0 ]; then
    say "$1: DID NOT RUN to its end."
    broken=1
    return
  fi

  say "$1: $2 passed, $3 failed, $4 skipped"
  passed=$((passed + $2)) failed=$((failed + $3)) skipped=$((skipped + $4))
}

bench() {
  build 'the benchmarks' benchmarks/Flammable.Benchmarks/Flammable.Benchmarks.csproj
  [ "${1:-}" != -- ] || shift
  dotnet "$root/artifacts/bin/Flammable.Benchmarks/release/Flammable.Benchmarks.dll" "$@"
}

build_help() {
  build 'the help' docs/HelpBuilder/HelpBuilder.csproj
  dotnet "$root/artifacts/bin/HelpBuilder/release/HelpBuilder.dll" "$root/docs/en-US" \
    "$root/output/Flammable/en-US/Flammable.PowerShell.dll-Help.xml"
}

task=${1:-}
[ $# -eq 0 ] || shift
case $task in
  demo) demo ;;
  test) test_all ;;
  bench) bench "$@" ;;
  build) build ;;
  help) build_help ;;
  clean) rm -rf "$root/artifacts" "$root/output" ;;
  *) usage >&2; exit 2 ;;
esac
