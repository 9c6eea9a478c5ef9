#compdef lacuna
# Completion of lacuna in zsh. What may stand where the cursor is, lacuna itself says, so that this file need not change
# with it. Keep it as _lacuna in a folder of $fpath, or in ~/.zshrc after compinit: source <(lacuna completion zsh)
_lacuna() {
    local program=${(Q)words[1]} line text
    local -a lines described
    (( $+commands[$program] )) || [[ -x $program ]] || program=lacuna
    lines=("${(@f)$("$program" completion zsh -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null </dev/null)}")
    for line in $lines; do
        case $line in
            :files) _files && return ;;
            :folders) _files -/ && return ;;
            *)
                text=${${line%%$'\t'*}//:/\\:}
                described+=("$text:${line#*$'\t'}")
                ;;
        esac
    done
    (( $#described )) && _describe -V lacuna described
}
if [[ $funcstack[1] == _lacuna ]]; then _lacuna "$@"; else compdef _lacuna lacuna; fi
