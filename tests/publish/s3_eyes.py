#!/usr/bin/python3
"""What is in a bucket, seen by other code than blether's: s3_eyes.py DIR COMMAND [KEY [FILE]] ...

DIR is of start_ceph.sh or start_swift.sh. Prints a line or more for each command:
  list         all keys, in quotes        sha256 KEY       of what is there, or `absent`
  uploads      keys of unfinished uploads  parts KEY        how many its unfinished upload has
  begin KEY    begins an upload             put KEY FILE     as another program would
  end          ends all uploads             clear            deletes all
"""
import hashlib, sys
import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

env = dict(line.strip().split('=', 1) for line in open(sys.argv[1] + '/env'))
bucket = env['BUCKET']
s3 = boto3.client('s3', endpoint_url=env['ENDPOINT'], region_name=env['REGION'], aws_access_key_id=env['USER'],
                  aws_secret_access_key=env['SECRET'], config=Config(s3={'addressing_style': 'path'}))

def keys():
    return [o['Key'] for page in s3.get_paginator('list_objects_v2').paginate(Bucket=bucket) for o in page.get('Contents', [])]

def uploads():
    return s3.list_multipart_uploads(Bucket=bucket).get('Uploads', [])

def sha256(key):
    try:
        return hashlib.sha256(s3.get_object(Bucket=bucket, Key=key)['Body'].read()).hexdigest()
    except ClientError as e:
        return 'absent' if e.response['Error']['Code'] == 'NoSuchKey' else str(e)

def parts(key):
    for u in uploads():
        if u['Key'] == key:
            return len(s3.list_parts(Bucket=bucket, Key=key, UploadId=u['UploadId']).get('Parts', []))
    return 'no upload'

words = sys.argv[2:]
while words:
    command = words.pop(0)
    if command == 'list':
        print(*map(repr, sorted(keys())), sep='\n')
    elif command == 'uploads':
        print(*sorted(u['Key'] for u in uploads()), sep='\n')
    elif command == 'sha256':
        print(sha256(words.pop(0)))
    elif command == 'parts':
        print(parts(words.pop(0)))
    elif command == 'begin':
        s3.create_multipart_upload(Bucket=bucket, Key=words.pop(0))
    elif command == 'put':
        s3.put_object(Bucket=bucket, Key=words.pop(0), Body=open(words.pop(0), 'rb'))
    elif command == 'end':
        for u in uploads():
            s3.abort_multipart_upload(Bucket=bucket, Key=u['Key'], UploadId=u['UploadId'])
    elif command == 'clear':
        for key in keys():
            s3.delete_object(Bucket=bucket, Key=key)
    else:
        sys.exit(f'what is {command}?')
