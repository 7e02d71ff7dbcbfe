# Sourced by what needs an endpoint: starts one on a free port and ends it with the shell.

# serve PROGRAM OPTION…: starts `PROGRAM serve`, and sets `url`.
serve() {
  local out
  out=$(mktemp)
  AWS_ACCESS_KEY_ID= "$1" serve --port 0 "${@:2}" >"$out" &
  server=$!
  # Where the server has ended already, there is nothing to end.
  trap 'kill "$server" 2>/dev/null || :; wait "$server" 2>/dev/null || :' EXIT
  for _ in $(seq 200); do
    url=$(cat "$out")
    [[ $url ]] && break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.05
  done
  rm -f "$out"
  [[ $url ]] || { echo "interop: the endpoint does not start" >&2; return 1; }
}
