/** Where the portal's page for people is. */
export const LOGIN_PATH = "/dang-nhap";

/** The page that people log in on. */
export const LOGIN_FORM =
  '<!DOCTYPE html><html lang="vi"><head><title>Đăng nhập - Cổng Dịch vụ công</title></head><body>' +
  `<form method="post" action="${LOGIN_PATH}"><input name="username"><input name="password" type="password">` +
  "<button>Đăng nhập</button></form></body></html>";
