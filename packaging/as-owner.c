/* as-owner FOLDER PROGRAM ARGUMENT...: runs a program as the owner of FOLDER.
 *
 * In the image it is set-user-ID root, and the only such file: the image's user is nobody, yet what
 * zdc writes into a mounted folder has to belong to whoever mounted it. It can give away privileges
 * and nothing else: whoever was named by `docker run --user` stays that user, and so does
 * everybody where the engine forbids new privileges.
 */
#define _GNU_SOURCE
#include <grp.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { nobody = 65532, not_run = 126 };

int main(int count, char **words) {
  if (count < 3) {
    fputs("usage: as-owner FOLDER PROGRAM ARGUMENT...\n", stderr);
    return 64;
  }
  uid_t user = getuid();
  gid_t group = getgid();
  struct stat folder;
  if (user == nobody && geteuid() == 0 && stat(words[1], &folder) == 0) {
    user = folder.st_uid;
    group = folder.st_gid;
    if (setgroups(0, NULL) != 0) {
      perror("as-owner: setgroups");
      return not_run;
    }
  }
  if (setresgid(group, group, group) != 0 || setresuid(user, user, user) != 0) {
    perror("as-owner: setresuid");
    return not_run;
  }
  execv(words[2], words + 2);
  perror(words[2]);
  return not_run;
}
