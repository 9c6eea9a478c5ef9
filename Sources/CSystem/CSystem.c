#include "CSystem.h"

static int word_count;
static char **first_word;

// glibc gives what main gets to those who begin before it.
__attribute__((constructor)) static void keep_words(int count, char **words) {
    word_count = count;
    first_word = words;
}

int lacuna_word_count(void) { return word_count; }

const char *lacuna_word(int index) { return index >= 0 && index < word_count ? first_word[index] : NULL; }
