# Completion of zstack-cli for fish: put this file into ~/.config/fish/completions, source it, or run
# `zstack-cli completion install fish`. Names come from word lists beside the program; all else is asked of the program.
# fish itself drops what does not hold the typed letters in their order and as they are written: QDBk finds
# QueryDatabaseBackup where qdbk does not, and a host is found by its name as hostUuid=@name.

set -g __zstack_cli_lists (path dirname (status filename))/../dist

function __zstack_cli_complete
    set -l line (commandline -cp | string collect)
    set -l program (string match -rg '^\s*(?:\w+=\S*\s+)*(\S+)' -- $line)
    set line (string replace -r '^\s*(?:\w+=\S*\s+)*\S+' '' -- $line | string collect)
    __zstack_cli_from_lists $line
    or NODE_EXTRA_CA_CERTS= ZSTACK_EXTRA_CA_CERTS=$NODE_EXTRA_CA_CERTS \
        $program __complete --shell fish -- $line 2>/dev/null | string match -rv '^\t'
end

# Fails where only the program knows. Lists are in English.
function __zstack_cli_from_lists
    for lang in "$ZSTACK_LANG" "$LC_ALL" "$LC_MESSAGES" "$LANG"
        test -n "$lang"; or continue
        string match -q 'zh*' -- $lang; and return 1
        break
    end
    set -l line (string replace -r '^\s+(--sandbox\s+)?' '' -- $argv[1])
    if string match -qr '^[A-Za-z]*$' -- $line
        string match -i -- "$line*" <$__zstack_cli_lists/verbs.txt
        return
    end
    set -l parts (string match -rg '^([A-Za-z]+)((?:\s+[A-Za-z_.]+[~!?]*=[A-Za-z0-9_.:/%-]*)*)\s+([A-Za-z]*)$' -- $line)
    or return 1
    __zstack_cli_words $parts
end

# An API, the words after it, what is typed.
function __zstack_cli_words
    set -l fields (string split \t -- (grep -m1 "^$argv[1]"\t $__zstack_cli_lists/words.tsv 2>/dev/null))
    test (count $fields) -gt 2; or return 1
    # A type that is chosen brings words of its own.
    string match -qr "\s$fields[2]=" -- $argv[2]; and return 1
    set -l found (string match -i -- "$argv[3]*" $fields[3..])
    or return 1
    # After a whole name there are operators, and members of a structure stand for all of it.
    string match -qr "^\Q$argv[3]\E[=.]:" -- $found; and return 1
    set -l unused
    for word in $found
        set -l name (string replace -r '=:.*' '' -- $word)
        string match -qr "\s\Q$name\E\." -- $argv[2]; and return 1
        string match -qr "\s\Q$name\E=" -- $argv[2]; or set -a unused $word
    end
    set -q unused[1]; and string replace ':' \t -- $unused
end

complete -c zstack-cli -f -a '(__zstack_cli_complete)'
