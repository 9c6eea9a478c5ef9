# Completion of lacuna in fish. What may stand where the cursor is, lacuna itself says, so that this file need not change
# with it. Keep it as ~/.config/fish/completions/lacuna.fish, or in config.fish: lacuna completion fish | source
function __lacuna_complete
    set -l words (commandline -opc)
    set -l program $words[1]
    set -e words[1]
    set -l current (commandline -ct)
    type -q "$program"; or set program lacuna
    # A value that is attached to its option: --output=FILE
    set -l lead (string match -r '^--[^=]*=' -- "$current")
    set -l path (string replace -r '^--[^=]*=' '' -- "$current")
    for line in (command $program completion fish -- $words "$current" 2>/dev/null </dev/null)
        switch $line
            case :files
                printf '%s\n' "$lead"(__fish_complete_path "$path")
            case :folders
                printf '%s\n' "$lead"(__fish_complete_directories "$path" '')
            case '*'
                printf '%s\n' $line
        end
    end
end
complete -c lacuna -f -k -a '(__lacuna_complete)'
