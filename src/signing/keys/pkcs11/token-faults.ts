import { Fault, type FaultCode, type FaultText } from "#core/fault.ts";

import type { TokenTrouble, TokenTroubleKind } from "./token-trouble.ts";

/** Why the start is refused, with what to do about it. `name` is the address of the key, which holds no secret. */
export function troubleAtStart(name: string, modulePath: string, trouble: TokenTrouble): Fault {
  const [code, vi, en] = refusals[trouble.kind];
  const text = (sentence: string): string =>
    sentence
      .replaceAll("{key}", name)
      .replaceAll("{module}", modulePath)
      .replaceAll("{detail}", () => trouble.detail);
  return new Fault(code, { vi: text(vi), en: text(en) }, { cause: trouble });
}

const refusals: Readonly<Record<TokenTroubleKind, readonly [code: FaultCode, vi: string, en: string]>> = {
  driver: [
    "key-driver-missing",
    "SIGNING_KEY là khóa trong thiết bị PKCS#11 nhưng gói pkcs11js không nạp được ({detail}). Hãy cài: npm install --prefix /opt/lienthong-pkcs11 pkcs11js@2, rồi đặt PKCS11_DRIVER=/opt/lienthong-pkcs11 (xem docs/signing.md).",
    "SIGNING_KEY is a key in a PKCS#11 device, but the package pkcs11js cannot be loaded ({detail}). Install it: npm install --prefix /opt/lienthong-pkcs11 pkcs11js@2, then set PKCS11_DRIVER=/opt/lienthong-pkcs11 (see docs/signing.md).",
  ],
  module: [
    "key-module-unusable",
    "Thư viện PKCS#11 «{module}» không nạp hoặc không khởi tạo được ({detail}). Hãy kiểm tra module-path, quyền đọc tệp và cấu hình của thư viện.",
    'The PKCS#11 library "{module}" cannot be loaded or initialised ({detail}). Check module-path, the permissions of the file and the configuration of the library.',
  ],
  "token-missing": [
    "key-token-missing",
    "Không thấy thiết bị nào khớp với «{key}» ({detail}). Hãy cắm thiết bị, hoặc sửa token, serial, model trong SIGNING_KEY.",
    'No token is there as "{key}" says ({detail}). Plug it in, or correct token, serial and model in SIGNING_KEY.',
  ],
  "token-several": [
    "key-token-missing",
    "Có nhiều thiết bị cùng khớp với «{key}» ({detail}). Hãy thêm serial hoặc slot-id vào SIGNING_KEY.",
    'Several tokens are as "{key}" says ({detail}). Add serial or slot-id to SIGNING_KEY.',
  ],
  "pin-missing": [
    "key-pin-refused",
    "Thiết bị của «{key}» cần mã PIN nhưng chưa khai báo. Hãy đặt SIGNING_KEY_PASSWORD, hoặc pin-source=file:/… trong SIGNING_KEY.",
    'The token of "{key}" wants a PIN and none was given. Set SIGNING_KEY_PASSWORD, or pin-source=file:/… in SIGNING_KEY.',
  ],
  "pin-refused": [
    "key-pin-refused",
    "Thiết bị của «{key}» không nhận mã PIN ({detail}). Gateway KHÔNG thử lại để thiết bị không bị khóa. Hãy kiểm tra mã PIN bằng pkcs11-tool trước khi chạy lại.",
    'The token of "{key}" refused the PIN ({detail}). The gateway does NOT try again, so that the token is not locked. Check the PIN with pkcs11-tool before the next start.',
  ],
  "pin-doubtful": [
    "key-pin-refused",
    "Thiết bị của «{key}» cho biết đã có lần nhập sai mã PIN ({detail}), nên gateway không thử để thiết bị không bị khóa. Hãy đăng nhập đúng một lần bằng pkcs11-tool --login, rồi chạy lại.",
    'The token of "{key}" says that a wrong PIN was entered before ({detail}), so the gateway does not try, lest the token be locked. Log in once with the right PIN (pkcs11-tool --login), then start again.',
  ],
  "key-missing": [
    "key-not-found",
    "Thiết bị không có khóa bí mật nào khớp với «{key}». Hãy xem các khóa bằng pkcs11-tool --login --list-objects và sửa object, id trong SIGNING_KEY.",
    'The token has no private key as "{key}" says. List the keys with pkcs11-tool --login --list-objects and correct object and id in SIGNING_KEY.',
  ],
  "key-several": [
    "key-not-found",
    "Thiết bị có nhiều khóa bí mật cùng khớp với «{key}». Hãy thêm id vào SIGNING_KEY.",
    'The token has several private keys as "{key}" says. Add id to SIGNING_KEY.',
  ],
  "key-unusable": [
    "key-unreadable",
    "Khóa «{key}» không ký được ({detail}). Hãy dùng khóa RSA hoặc ECDSA P-256 được phép ký (CKA_SIGN).",
    'The key "{key}" does not sign ({detail}). Use an RSA or ECDSA P-256 key that may sign (CKA_SIGN).',
  ],
  silent: [
    "key-away",
    "Thiết bị của «{key}» không trả lời ({detail}). Hãy kiểm tra thiết bị và đường kết nối tới HSM, rồi chạy lại.",
    'The token of "{key}" does not answer ({detail}). Check the device and the line to the HSM, then start again.',
  ],
  failed: [
    "key-away",
    "Thiết bị của «{key}» báo lỗi ({detail}). Hãy kiểm tra thiết bị và đường kết nối tới HSM, rồi chạy lại.",
    'The token of "{key}" failed ({detail}). Check the device and the line to the HSM, then start again.',
  ],
};

/** The address names a key, but no certificate for it is on the token or in the file beside it. */
export function certificateMissing(name: string): Fault {
  return new Fault("key-certificate-missing", {
    vi: `Không có chứng thư số cho khóa «${name}»: trên thiết bị không có chứng thư cùng CKA_ID. Hãy nạp chứng thư vào thiết bị, hoặc thêm lienthong-certificates=/đường/dẫn.pem vào SIGNING_KEY.`,
    en: `There is no certificate for the key "${name}": the token has none with the same CKA_ID. Load it onto the token, or add lienthong-certificates=/path.pem to SIGNING_KEY.`,
  });
}

/** None of the certificates verifies what the key signed. */
export function certificateOfAnotherKey(name: string): Fault {
  return new Fault("key-mismatch", {
    vi: `Khóa «${name}» và chứng thư số của nó không thuộc về nhau: chữ ký thử không khớp với chứng thư nào. Hãy nạp đúng chứng thư của khóa.`,
    en: `The key "${name}" and its certificate do not belong together: no certificate verifies its trial signature. Load the certificate of this key.`,
  });
}

/** While the gateway runs: the messages wait. */
export function awayText(trouble: TokenTrouble): FaultText {
  if (trouble.kind.startsWith("pin-")) {
    return {
      vi: "Thiết bị giữ khóa ký không nhận mã PIN nữa; gateway không thử lại để thiết bị không bị khóa. Thông điệp được giữ lại chờ; hãy sửa mã PIN rồi khởi động lại gateway.",
      en: "The token with the signing key no longer takes the PIN; the gateway does not try again, lest the token be locked. Messages wait; correct the PIN, then restart the gateway.",
    };
  }
  return {
    vi: "Không liên lạc được với thiết bị giữ khóa ký (USB token hoặc HSM). Thông điệp được giữ lại chờ và tự gửi khi thiết bị trở lại; hãy kiểm tra thiết bị.",
    en: "The token or HSM with the signing key cannot be reached. Messages wait and are sent by themselves once it is back; check the device.",
  };
}
