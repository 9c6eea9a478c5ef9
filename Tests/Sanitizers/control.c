// What memcheck must find, each by its word: a read after free, a block that is lost, a decision by what was never written.
#include <stdlib.h>
#include <string.h>

int main(int count, char **words) {
    const char *fault = count > 1 ? words[1] : "none";
    char *volatile block = malloc(16);
    if (!block) return 2;
    if (strcmp(fault, "unset") == 0) return block[3] == 1 ? 3 : 0;
    memset(block, 0, 16);
    if (strcmp(fault, "lost") == 0) {
        block = NULL;
        return 0;
    }
    free(block);
    return strcmp(fault, "freed") == 0 ? block[3] : 0;
}
