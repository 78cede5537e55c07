# Completion of zstack-cli for bash 4.4 or newer: source this file, or run `zstack-cli completion install bash`.
# Names come from word lists beside the program; all else is asked of the program, which is given the line as it is.

_zstack_cli_lists=${BASH_SOURCE[0]%/*}/../dist

_zstack_cli() {
  local line=${COMP_LINE:0:COMP_POINT} IFS=$' \t\n'
  line=${line#*"$1"}
  compopt -o nospace
  _zstack_cli_from_lists "$line" || _zstack_cli_from_program "$1" "$line" "$2"
  # bash closes a quote and puts a blank behind it, but not one behind the other where the blank is there.
  [[ ${#COMPREPLY[@]} -eq 1 && $COMPREPLY == *' ' ]] && COMPREPLY=("${COMPREPLY% }") && compopt +o nospace
}

# What follows the name of an API and plain words, or that name itself. Fails where only the program knows.
_zstack_cli_from_lists() {
  local blank='[[:blank:]]+' LC_ALL=C
  if [[ $1 =~ ^$blank(--sandbox$blank)?([A-Za-z]*)$ ]]; then
    _zstack_cli_verbs "${BASH_REMATCH[2],,}"
  elif [[ $1 =~ ^$blank(--sandbox$blank)?([A-Za-z]+)(($blank[A-Za-z_.]+[~!?]*=[A-Za-z0-9_.:/%-]*)*)$blank([A-Za-z]*)$ ]]; then
    _zstack_cli_words "${BASH_REMATCH[2]}" "${BASH_REMATCH[3]}" "${BASH_REMATCH[5]}"
  else
    return 1
  fi
}

# The list is sorted without regard to case.
_zstack_cli_verbs() {
  [[ ${_zstack_cli_verbs[*]+x} ]] || mapfile -t _zstack_cli_verbs 2>/dev/null <"$_zstack_cli_lists/verbs.txt"
  local low=0 middle high=${#_zstack_cli_verbs[@]}
  [[ $1 ]] || COMPREPLY=("${_zstack_cli_verbs[@]/%/ }") low=$high
  while ((low < high)); do
    ((middle = (low + high) / 2))
    if [[ ${_zstack_cli_verbs[middle],,} < $1 ]]; then ((low = middle + 1)); else ((high = middle)); fi
  done
  while [[ $low -lt ${#_zstack_cli_verbs[@]} && ${_zstack_cli_verbs[low],,} == "$1"* ]]; do
    COMPREPLY+=("${_zstack_cli_verbs[low++]} ")
  done
  ((${#COMPREPLY[@]}))
}

# $1 an API, $2 the words after it, $3 what is typed.
_zstack_cli_words() {
  [[ ${_zstack_cli_known[$1]+x} ]] ||
    _zstack_cli_known[$1]=$(grep -m1 "^$1"$'\t' "$_zstack_cli_lists/words.tsv" 2>/dev/null)
  local fields word typed=${3,,}
  IFS=$'\t' read -ra fields <<<"${_zstack_cli_known[$1]}"
  # A type that is chosen brings words of its own.
  [[ ${#fields[@]} -gt 2 && $2 != *[[:blank:]]"${fields[1]}="* ]] || return 1
  for word in "${fields[@]:2}"; do
    word=${word%%:*}
    [[ ${word,,} == "$typed"* && ($word != *= || $2 != *[[:blank:]]"$word"*) ]] || continue
    # After a whole name there are operators, and members of a structure stand for all of it.
    [[ ${word%[=.]} != "$3" && $2 != *[[:blank:]]"${word%=}."* ]] || { COMPREPLY=() && return 1; }
    COMPREPLY+=("$word")
  done
  ((${#COMPREPLY[@]}))
}

declare -gA _zstack_cli_known

# $1 the program, $2 the line, $3 the part of its last word that bash replaces: bash splits at = and :, the program does not.
_zstack_cli_from_program() {
  local menu=() word detail
  ((COMP_TYPE == 37)) && menu=(--menu)
  # Node reads such certificates at every start; they are given on for when a server is asked.
  while IFS= read -r word; do
    detail=${word#*$'\t'} word=${word%%$'\t'*}
    # A line without a word is a note, for which bash has no place.
    [[ ! $word ]] || COMPREPLY+=("$word${detail:+  ($detail)}")
  done < <(
    ZSTACK_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS-} NODE_EXTRA_CA_CERTS='' \
      "$1" __complete --shell bash "${menu[@]}" --replaces "$3" -- "$2" 2>/dev/null
  )
}

complete -F _zstack_cli zstack-cli
