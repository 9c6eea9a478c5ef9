# Completion of lacuna in bash. What may stand where the cursor is, lacuna itself says, so that this file need not change
# with it. Keep it as /usr/share/bash-completion/completions/lacuna, or in ~/.bashrc: source <(lacuna completion bash)
_lacuna() {
    local program=$1 joint='^[=:]+$' lead='' word line i
    local -a words=() lines=()
    command -v -- "$program" >/dev/null 2>&1 || program=lacuna
    # To bash '=' and ':' are words of their own: here each word is one again, and lead what bash has of it already.
    for ((i = 1; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]//[\"\'\\]/}
        if ((${#words[@]})) && [[ ${COMP_WORDS[i]} =~ $joint || ${COMP_WORDS[i - 1]} =~ $joint ]]; then
            lead=${words[-1]}
            words[-1]+=$word
        else
            lead=''
            words+=("$word")
        fi
    done
    [[ ${COMP_WORDS[COMP_CWORD]} =~ $joint ]] && lead=${words[-1]}
    COMPREPLY=()
    mapfile -t lines < <("$program" completion bash -- "${words[@]}" 2>/dev/null </dev/null)
    for line in "${lines[@]}"; do
        case $line in
            :files) compopt -o default ;;
            :folders) compopt -o dirnames ;;
            *)
                word=${line%%$'\t'*}
                COMPREPLY+=("${word#"$lead"}")
                ;;
        esac
    done
}
complete -o nosort -F _lacuna lacuna
