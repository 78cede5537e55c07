# Completion of commands, options and their values for bash: source this file.
# A test holds the words together with the program's own tables.

_zstack_cli() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  local words
  case $before in
    -o | --output) words='table json' ;;
    --error-format) words='text json' ;;
    --generate-input) words='yaml json' ;;
    --transport) words='rest message' ;;
    --color) words='auto always never' ;;
    --lang) words='en zh' ;;
    --kind) words='query get create delete action' ;;
    --seed) words='demo empty' ;;
    sandbox) words='start stop reset status' ;;
    config) words='list get set unset edit' ;;
    profile) words='list show add use remove rename import' ;;
    *)
      if [[ $word == -* ]]; then
        words='--sandbox --profile --url -H --host -p --port -o --output --error-format --dry-run -c --curl --by-uuid --no-validate -y --yes --explain-impact --no-wait --timeout --for --poll --input --generate-input --transport --api-timeout --color --lang --no-config --read-only --origin --connect-timeout --read-timeout --kind --password-stdin --seed --data --foreground -V --version -h --help'
      else
        words='help apropos apis schema explain man login logout config profile jobs attach wait sandbox validate'
      fi
      ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

complete -o default -F _zstack_cli zstack-cli
