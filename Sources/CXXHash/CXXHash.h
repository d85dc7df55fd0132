// The streaming and XXH3 interfaces are not needed: storage keys use XXH64 alone.
#include <xxhash.h>
